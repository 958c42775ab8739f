import type { ParameterDescription } from '../../../src-main/contract/common.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { findSpikes } from '../../../src-main/recording/index.ts'
import { type Cell, cellId } from '../cells.ts'
import {
  CellResult,
  type ParameterAccuracy,
  parameterAccuracy,
  ReferenceResult,
  readResult,
} from '../results.ts'
import { fileOf, nameOf, referenceTasks, type Setting } from '../tasks.ts'
import { prior, testSeed, testSet } from '../test-set.ts'

export type Columns = Record<string, number[]>

/** The common test set. */
export interface TestSet {
  truth: Columns
  /** Which traces spike; the others contain almost no information on the neuron's parameters. */
  spiking: boolean[]
}

/** Accuracy of each parameter: on the whole test set, and on the spiking traces. */
export interface Judged {
  estimate: Columns
  all: Record<string, ParameterAccuracy>
  spiking: Record<string, ParameterAccuracy>
}

export interface JudgedCell extends Judged {
  result: CellResult
}

/** All input of the page. */
export interface Evidence {
  parameters: readonly ParameterDescription[]
  test: TestSet
  /** In the order of the matrix. */
  cells: JudgedCell[]
  /** Null where they have not been run on the whole test set. */
  network: Judged | null
  exact: Judged | null
  /** Missing cells of the matrix, by name. */
  missing: string[]
}

/** Reads the available results; lists missing ones. */
export async function readEvidence(matrix: readonly Cell[], setting: Setting): Promise<Evidence> {
  const test = { truth: testSet(setting.traces).truth, spiking: spikingTraces(setting.traces) }
  const missing: string[] = []
  const cells: JudgedCell[] = []
  for (const cell of matrix) {
    const result = await readResult(fileOf({ kind: 'cell', cell }, setting), CellResult)
    if (result) cells.push({ result, ...judge(test, result.estimate) })
    else missing.push(cellId(cell))
  }
  const network: Columns = {}
  const exact: Columns = {}
  let whole = true
  for (const task of referenceTasks(setting.traces)) {
    const part = await readResult(fileOf(task, setting), ReferenceResult)
    if (part) {
      append(network, part.network)
      append(exact, part.exact)
    } else {
      whole = false
      missing.push(nameOf(task))
    }
  }
  return {
    parameters: prior.parameters,
    test,
    cells,
    network: whole ? judge(test, network) : null,
    exact: whole ? judge(test, exact) : null,
    missing,
  }
}

export function judge({ truth, spiking }: TestSet, estimate: Columns): Judged {
  const names = Object.keys(estimate)
  const some = (values: number[]): number[] => values.filter((_, k) => spiking[k])
  return {
    estimate,
    all: Object.fromEntries(names.map((name) => [name, parameterAccuracy(truth[name], estimate[name])])),
    spiking: Object.fromEntries(
      names.map((name) => [name, parameterAccuracy(some(truth[name]), some(estimate[name]))]),
    ),
  }
}

/** Which test traces spike without noise. */
export function spikingTraces(traces: number): boolean[] {
  const { points, dt } = prior.grid
  const clean = createBatchSource(prior, traces, { noise: false })(createRandom(testSeed)).traces
  const clock = { samplingInterval: dt, start: 0 }
  return Array.from({ length: traces }, (_, k) => {
    const u = clean.subarray(k * points, (k + 1) * points)
    return findSpikes(u, clock, { threshold: prior.neuron.spike.level }).times.length > 0
  })
}

function append(to: Columns, part: Columns): void {
  for (const [name, values] of Object.entries(part)) {
    to[name] ??= []
    to[name].push(...values)
  }
}
