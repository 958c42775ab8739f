import type { Prior } from '../../model/composition/prior.ts'
import type { Random } from '../../model/random.ts'
import { fitMixture } from '../importance/fit-mixture.ts'
import { effectiveSampleSize, normalize } from '../importance/weights.ts'
import type { Problem } from '../inverse.ts'
import type { Mixture } from '../mixture.ts'

/** Draws of the prior that are looked at. */
const draws = 4000
/** Of their posterior densities such a power is taken that so many draws count, for each coordinate. */
const countedEach = 8

/**
 * A start for the sampler where no network proposes: draws of the prior, weighed by a power of the target that leaves
 * enough of them, as a mixture of Student t. What is left to find is the sampler's (its tempered rounds).
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
  let power = 1
  let weights = normalize(density)
  while (effectiveSampleSize(weights) < countedEach * dimension && power > 1e-4) {
    power *= 0.7
    weights = normalize(density.map((d) => d * power))
  }
  return fitMixture(z, weights, { dimension, components: 6, degrees: 5, iterations: 12 }, random)
}
