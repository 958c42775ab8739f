import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeMachine } from '../../../bench/speed/machine.ts'
import { NetworkTargets } from '../../../src-main/contract/networks.ts'
import { type Cell, cellId } from '../cells.ts'
import { fallPlot } from '../plots/fall.ts'
import { scatterPlot } from '../plots/scatter.ts'
import type { Setting } from '../tasks.ts'
import { testSeed } from '../test-set.ts'
import { authors } from './authors.ts'
import { type Evidence, type Judged, readEvidence } from './evidence.ts'
import { reproductionPage } from './page.ts'
import { inputWords, networkWords, samplesWords } from './words.ts'

/**
 * Writes reproduction.md into a folder, and beside it reproduction/ with the figures and results.json, from the
 * available results. @returns number of missing cells of the matrix
 */
export async function writePage(
  matrix: readonly Cell[],
  setting: Setting,
  out: string,
  command: string,
): Promise<number> {
  const evidence = await readEvidence(matrix, setting)
  if (evidence.cells.length === 0) throw new Error(`There are no results in ${setting.folder} yet.`)
  const figures = join(out, 'reproduction')
  await mkdir(figures, { recursive: true })
  await writeFile(join(out, 'reproduction.md'), reproductionPage(evidence, setting.model, command))
  await writeFile(join(figures, 'results.json'), resultsFile(evidence, setting))
  for (const [name, drawing] of drawings(evidence)) await writeFile(join(figures, `${name}.svg`), drawing)
  return evidence.missing.length
}

function* drawings(evidence: Evidence): Generator<[string, string]> {
  const { cells, parameters, test, network, exact } = evidence
  for (const targets of NetworkTargets.options) {
    if (cells.some(({ result }) => result.cell.targets === targets)) {
      yield [`rmse-${targets}`, fallPlot(evidence, targets)]
    }
  }
  for (const one of cells) {
    const { cell } = one.result
    const title = `${networkWords[cell.network]}, ${inputWords[cell.input]}, ${samplesWords(cell)} training samples, seed ${cell.seed}`
    yield [cellId(cell), scatterPlot(title[0].toUpperCase() + title.slice(1), parameters, test, one)]
  }
  if (network) yield ['posterior-network', scatterPlot('Posterior network alone', parameters, test, network)]
  if (exact) yield ['exact-posterior', scatterPlot('Exact posterior', parameters, test, exact)]
}

/** The numbers of the page in machine-readable form; five significant digits. */
function resultsFile({ cells, network, exact, test, missing }: Evidence, { model }: Setting): string {
  const judged = (one: Judged | null) => one && { accuracy: one.all, accuracySpiking: one.spiking }
  const content = {
    format: 'nagumo-reproduction',
    version: 1,
    machine: describeMachine(),
    testSet: {
      traces: test.spiking.length,
      spiking: test.spiking.filter(Boolean).length,
      seed: testSeed,
    },
    missing,
    authors: authors.runs,
    posteriorNetwork: { model, ...judged(network) },
    exactPosterior: judged(exact),
    cells: cells.map((one) => {
      const { estimate: _, accuracy: __, cell, ...run } = one.result
      return { ...cell, ...run, ...judged(one) }
    }),
  }
  const rounded = JSON.stringify(content, (_, value) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value,
  )
  // One line per cell, for readable diffs.
  return `${rounded.replaceAll('{"network":', '\n{"network":')}\n`
}
