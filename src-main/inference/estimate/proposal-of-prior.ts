import type { Prior } from '../../model/composition/prior.ts'
import type { Random } from '../../model/random.ts'
import { temperedMixture } from '../importance/tempered-mixture.ts'
import type { Problem } from '../inverse.ts'
import type { Mixture } from '../mixture.ts'

/** Draws of the prior that are evaluated. */
const draws = 4000
/**
 * An initial proposal where there is no network: a Student t mixture fitted to draws of the prior weighted by the
 * target.
 */
export function proposalOfPrior(
  prior: Prior,
  { coordinates, target, reading }: Problem,
  random: Random,
): Mixture {
  const { dimension } = coordinates
  const values = new Float64Array(draws * prior.parameters.length)
  const z = new Float64Array(draws * dimension)
  for (let k = 0; k < draws; k++) {
    prior.sample(random, values, k * prior.parameters.length)
    coordinates.of(values, k * prior.parameters.length, reading, z, k * dimension)
  }
  const density = new Float64Array(draws)
  target.logDensity(z, draws, density, new Float64Array(draws * target.extra))
  return temperedMixture(z, density, dimension, random)
}
