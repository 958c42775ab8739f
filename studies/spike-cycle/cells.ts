import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { prepareObservation } from '../../src-main/model/composition/prepare-observation.ts'
import { spikeCyclePreset } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { type Outcome, outcomeOf, stopwatch } from './outcome.ts'
import type { SimulatedCell } from './read-cells.ts'

/** Cells that are drawn at the level of a mean cycle’s numbers. */
export const numbersKind = 'numbers'

/** Estimates a simulated potential as a click does: its mean cycle, then its posterior. */
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
 * Estimates a cell drawn as the network’s training draws them: numbers of the mean cycle with scatter and misfit.
 * @param index which cell of the seed’s
 */
export function estimateNumbers(estimator: Estimator, seed: number, index: number): Outcome {
  const { prior } = estimator
  const { parameters, traces } = createBatchSource(prior, 1)(createRandom(seed).fork(index))
  const truth = Object.fromEntries(prior.parameters.map(({ name }, j) => [name, parameters[j]]))
  const job = { trace: Array.from(traces), notes: [] }
  return outcomeOf(estimator, { kind: numbersKind, cell: index, truth }, job)
}
