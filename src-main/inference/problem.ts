import type { Prior } from '../model/composition/prior.ts'
import type { Simulator } from '../model/simulate/simulator.ts'
import type { Problem, Reading } from './inverse.ts'
import { inverseOf } from './inverses.ts'

export type { Problem } from './inverse.ts'

/** @param observed numbers that are NaN are missing */
export function createProblem(prior: Prior, simulator: Simulator, observed: Float32Array): Problem {
  return inverseOf(prior.observable).problem(prior, simulator, observed)
}

/** What data[from …) show by themselves; null where the observable reads nothing, or they show nothing. */
export function readingOf(prior: Prior, data: Float32Array, from: number): Reading | null {
  return inverseOf(prior.observable).read(prior, data, from)
}
