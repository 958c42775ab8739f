import type { Random } from '../../model/random.ts'
import type { Mixture } from '../mixture.ts'
import { fitMixture } from './fit-mixture.ts'
import { effectiveSampleSize, normalize } from './weights.ts'

/** Of the densities such a power is taken that so many points count, for each coordinate. */
const countedEach = 8
const leastPower = 1e-4

/**
 * A mixture of Student t of points weighed by a power of their posterior density that leaves enough of them. What is left
 * to find is the sampler's (its tempered rounds).
 * @param z n × D @param density logarithms; −∞ where a point has none
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
