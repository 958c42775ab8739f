import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { prepareObservation } from '../../src-main/model/composition/prepare-observation.ts'
import { spikeCyclePreset } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { type Outcome, outcomeOf, stopwatch } from './outcome.ts'
import type { SimulatedCell } from './read-cells.ts'

/** Cells simulated at the level of the mean cycle's numbers. */
export const numbersKind = 'numbers'

/** Estimates a simulated potential as the program does: its mean cycle, then its posterior. */
export function estimateCell(estimator: Estimator, cell: SimulatedCell, index: number): Outcome {
  const elapsed = stopwatch()
  const { samples, samplingInterval, truth, kind } = cell
  const source = { samples, samplingInterval, start: 0, voltageUnit: 'mV' } as const
  const { refusal, d, notes = [], cycles } = prepareObservation(source, spikeCyclePreset, {})
  if (refusal || !cycles) {
    const checks = refusal ? [refusal.check] : []
    return {
      kind,
      cell: index,
      verdict: 'refused',
      checks,
      told: {},
      cycles: 0,
      explained: null,
      lastEss: 0,
      essFraction: 0,
      ess: 0,
      ...elapsed(),
    }
  }
  const outcome = outcomeOf(estimator, { kind, cell: index, truth }, { trace: d, notes: [...notes], cycles })
  return { ...outcome, ...elapsed() }
}

/**
 * Estimates a cell drawn as in the network’s training: numbers of the mean cycle with scatter and misfit.
 * @param index of the cell for this seed
 */
export function estimateNumbers(estimator: Estimator, seed: number, index: number): Outcome {
  const { prior } = estimator
  const { parameters, traces } = createBatchSource(prior, 1)(createRandom(seed).fork(index))
  const truth = Object.fromEntries(prior.parameters.map(({ name }, j) => [name, parameters[j]]))
  const job = { trace: Array.from(traces), notes: [] }
  return outcomeOf(estimator, { kind: numbersKind, cell: index, truth }, job)
}
