import type { Prior } from '../model/composition/prior.ts'
import type { Simulator } from '../model/simulate/simulator.ts'
import type { Problem, Reading } from './inverse.ts'
import { inverseOf } from './inverses.ts'

export type { Problem } from './inverse.ts'

/**
 * @param observed compared by the likelihood, at the samples of the prior's forward model; NaN is missing
 * @param onGrid the data on the prior's grid, where they differ
 */
export function createProblem(
  prior: Prior,
  simulator: Simulator,
  observed: Float32Array,
  onGrid = observed,
): Problem {
  return inverseOf(prior.observable).problem(prior, simulator, observed, onGrid)
}

/** What data[from …) alone show; null where the observable reads nothing or the data show nothing. */
export function readingOf(prior: Prior, data: Float32Array, from: number): Reading | null {
  return inverseOf(prior.observable).read(prior, data, from)
}
