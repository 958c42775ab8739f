import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startEngine } from '../../../src-main/compute/tensorflow/start-engine.ts'
import { readModel } from '../../../src-main/library/model-format/model-files.ts'
import { type Cell, cellId } from '../cells.ts'
import { spikingTraces } from '../page/evidence.ts'
import { runCell } from '../run-cell.ts'
import type { Setting } from '../tasks.ts'
import { prior, testSet } from '../test-set.ts'
import { keptByAverage, takeApart } from './example.ts'
import { memoryFigure, partsFigure, windowFigure } from './figures.ts'
import { measureReader, splitWindow } from './measure.ts'
import { timeScalesPage } from './page.ts'
import { createReader, type Reader } from './readers.ts'

/**
 * Writes time-scales.md into a folder, with its figures in reproduction/ beside it. The point networks are the
 * matrix's, at `samples` training samples; they are trained where missing.
 */
export async function writeTimeScales(
  setting: Setting,
  samples: number,
  out: string,
  say: (line: string) => void,
): Promise<void> {
  const { traces: n, folder, model } = setting
  const { engine } = await startEngine()
  const { traces, truth } = testSet(n)
  // Other test sets are created in the same place.
  const recorded = traces.slice()
  const readers: Reader[] = [createReader('Posterior network', await readModel(model), engine)]
  for (const network of ['convolutional', 'dense'] as const) {
    const cell: Cell = { network, input: 'noisyTrace', targets: 'all', samples, data: 'set', seed: 1 }
    const modelFolder = join(folder, 'models', cellId(cell))
    if (!existsSync(modelFolder)) {
      say(`training ${cellId(cell)}`)
      await runCell(cell, n, folder)
    }
    const title = network === 'dense' ? 'Dense' : 'Convolutional'
    readers.push(
      createReader(
        `${title}, ${samples.toLocaleString('en-US')} training samples`,
        await readModel(modelFolder),
        engine,
      ),
    )
  }
  const results = readers.map((reader) => {
    say(`asking: ${reader.name}`)
    return measureReader(reader, recorded, truth)
  })
  const example = takeApart(n, spikingTraces(n))
  const { parameters, grid } = prior
  const window = { points: splitWindow, ms: splitWindow * grid.dt }
  const page = timeScalesPage({ parameters, traces: n, window, example, kept: keptByAverage(n), results })
  const figures = join(out, 'reproduction')
  await mkdir(figures, { recursive: true })
  await writeFile(join(out, 'time-scales.md'), page)
  await writeFile(join(figures, 'time-scales-parts.svg'), partsFigure(example))
  await writeFile(join(figures, 'time-scales-memory.svg'), memoryFigure(example))
  await writeFile(join(figures, 'time-scales-windows.svg'), windowFigure(results, parameters))
  say(`wrote ${join(out, 'time-scales.md')}`)
}
