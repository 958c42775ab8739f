import type { Random } from '../../model/random.ts'
import type { Mixture } from '../mixture.ts'
import { fitMixture } from './fit-mixture.ts'
import { effectiveSampleSize, normalize } from './weights.ts'

/** ESS per coordinate that the tempered weights must reach. */
const countedEach = 8
const leastPower = 1e-4

/**
 * A Student t mixture fitted to points with tempered weights: a power of their posterior density with a sufficient
 * ESS. The sampler adapts it further.
 * @param z n × D
 * @param density logarithms; −∞ where a point has none
 */
export function temperedMixture(
  z: Float64Array,
  density: Float64Array,
  dimension: number,
  random: Random,
): Mixture {
  let power = 1
  let weights = normalize(density)
  while (effectiveSampleSize(weights) < countedEach * dimension && power > leastPower) {
    power *= 0.7
    weights = normalize(density.map((d) => d * power))
  }
  return fitMixture(z, weights, { dimension, components: 6, degrees: 5, iterations: 12 }, random)
}
