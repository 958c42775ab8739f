import type { Prior } from '../model/composition/prior.ts'
import type { Coordinates } from './inverse.ts'
import { inverseOf } from './inverses.ts'

export type { Coordinates } from './inverse.ts'

/** The sampler's unbounded coordinates for a prior. */
export function coordinatesOf(prior: Prior): Coordinates {
  return inverseOf(prior.observable).coordinates(prior)
}
