import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from '../run-command.ts'
import { type Cell, quickMatrix, wholeMatrix } from './cells.ts'
import { printLines } from './page/lines.ts'
import { writePage } from './page/write-page.ts'
import { runTasks } from './run-tasks.ts'
import { referenceTasks, type Setting, type Task } from './tasks.ts'
import { testTraces } from './test-set.ts'
import { writeTimeScales } from './time-scales/main.ts'
import { serveTasks } from './worker.ts'

const usage = `Reproduces the networks of Rudi, Bessac & Lenzi 2022 and sets the posterior network and the exact
posterior beside them, on the same test traces. What is done is kept: the same command goes on where it stopped.

Usage: npm run reproduce               the whole matrix (an hour or more); writes docs/reproduction.md
       npm run reproduce -- --quick    a few small cells, to see that it works
       npm run reproduce -- --page     only writes the page again, from the results that are there
       npm run reproduce -- --time-scales
                                       which part of a trace each network reads; writes docs/time-scales.md
       npm run reproduce -- --network convolutional --input noisyTrace --targets neuron --samples 1000 --seed 7
                                       cells of the matrix that fit, with that seed; prints their lines only

  --network NAME   dense, convolutional
  --input INPUT    noisyTrace, cleanTrace, spikeRate, spikeRateAndDuration
  --targets T      neuron (θ only), all (θ and noise)
  --samples N      training samples
  --seed N         of these cells in place of the matrix’s
  --folder FOLDER  where results are kept (default: .cache/reproduction)
  --out FOLDER     where the page is written (default: docs; with --quick: the folder of the results)
  --model FOLDER   the posterior network (default: models/rudi-2022)`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      // For the worker processes.
      work: { type: 'boolean' },
      quick: { type: 'boolean', default: false },
      page: { type: 'boolean', default: false },
      'time-scales': { type: 'boolean', default: false },
      network: { type: 'string' },
      input: { type: 'string' },
      targets: { type: 'string' },
      samples: { type: 'string' },
      seed: { type: 'string' },
      folder: { type: 'string' },
      out: { type: 'string' },
      model: { type: 'string', default: 'models/rudi-2022' },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  if (values.work) {
    await serveTasks()
    return 0
  }
  const folder = values.folder ?? (values.quick ? '.cache/reproduction-quick' : '.cache/reproduction')
  const setting: Setting = { folder, model: values.model, traces: values.quick ? 64 : testTraces }
  const matrix = values.quick ? quickMatrix() : wholeMatrix()
  const out = values.out ?? (values.quick ? folder : 'docs')
  const say = (line: string): void => console.error(line)
  if (values['time-scales']) {
    await writeTimeScales(setting, values.quick ? 64 : 8000, out, say)
    return 0
  }
  const cells = choose(matrix, values)
  const some = cells.length < matrix.length || values.seed !== undefined
  const tasks: Task[] = cells.map((cell) => ({ kind: 'cell', cell }))
  if (!some) tasks.push(...referenceTasks(setting.traces))
  if (!values.page) await runTasks(tasks, setting, say)
  if (some) {
    await printLines(cells, matrix, setting)
    return 0
  }
  const command = `npm run reproduce${values.quick ? ' -- --quick' : ''}`
  const missing = await writePage(matrix, setting, out, command)
  const lack = missing > 0 ? `; ${missing} of ${tasks.length} results are missing, as it says` : ''
  say(`wrote ${join(out, 'reproduction.md')}${lack}`)
  return 0
}

/** The matching cells; with another seed, each once. */
function choose(matrix: Cell[], wanted: Partial<Record<keyof Cell, string>>): Cell[] {
  const filters = (['network', 'input', 'targets', 'samples'] as const).filter(
    (key) => wanted[key] !== undefined,
  )
  const fitting = matrix.filter((cell) => filters.every((key) => String(cell[key]) === wanted[key]))
  if (fitting.length === 0) throw new Error('No cell of the matrix fits these choices.')
  if (wanted.seed === undefined) return fitting
  const seed = Number(wanted.seed)
  if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed must be a whole number.')
  const once = fitting.filter((cell) => cell.seed === 1)
  return once.map((cell) => ({ ...cell, seed }))
}

void runCommand(main, usage)
