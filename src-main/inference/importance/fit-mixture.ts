import type { Random } from '../../model/random.ts'
import { type Mixture, relativeDensities, squaredDistance } from '../mixture.ts'
import { leastShapes, studentShape } from '../student.ts'
import { factorOfCovariance } from './cholesky.ts'
import { heavyPoints, moments, seedCentres, type WeightedPoints } from './weighted-points.ts'

/** A component with a smaller share of the weight is dropped. */
const leastShare = 0.01

/**
 * Fits a mixture of Student t to weighted points by expectation maximization (Peel & McLachlan 2000), with ν fixed.
 * Components without points are dropped, so there may be fewer than requested.
 * @param z n × D
 * @param weights n, summing to 1
 * @param options `enoughGain`: iterations end where the mean log likelihood of a point gains less than this
 */
export function fitMixture(
  z: Float64Array,
  weights: Float64Array,
  options: {
    dimension: number
    components: number
    degrees: number
    iterations: number
    enoughGain?: number
  },
  random: Random,
): Mixture {
  const { dimension: D, degrees, enoughGain = Number.NEGATIVE_INFINITY } = options
  const points = heavyPoints(z, weights, D)
  const { covariance, variance } = moments(points)
  const means = seedCentres(points, options.components, variance, random)
  const K = means.length / D
  // With several components each starts narrower than the whole sample.
  const shrink = K === 1 ? 1 : K ** (-2 / D)
  const factor = factorOfCovariance(
    covariance.map((c) => c * shrink),
    variance,
    D,
  )
  const factors = new Float64Array(K * D * D)
  for (let k = 0; k < K; k++) factors.set(factor, k * D * D)

  let mixture: Mixture = {
    dimension: D,
    components: K,
    degrees,
    weights: new Float64Array(K).fill(1 / K),
    means,
    factors,
  }
  let last = Number.NEGATIVE_INFINITY
  for (let i = 0; i < options.iterations; i++) {
    const belonging = expectation(points, mixture)
    if (belonging.logLikelihood - last < enoughGain) break
    last = belonging.logLikelihood
    mixture = maximization(points, mixture, belonging, variance)
  }
  return mixture
}

/** Responsibilities of the components for each point. */
interface Belonging {
  /** n × K: the point's weight times the component's responsibility, times the Student t weight of the point in it. */
  pulls: Float64Array
  /** K: total weight of the points of each component. */
  total: Float64Array
  /** Mean log likelihood of a point, up to a constant. */
  logLikelihood: number
}

function expectation({ n, dimension: D, z, weights }: WeightedPoints, m: Mixture): Belonging {
  const { components: K, degrees, means, factors } = m
  const pulls = new Float64Array(n * K)
  const total = new Float64Array(K)
  const offsets = m.weights.map((w, k) => Math.log(w) + logDeterminant(factors, k, D))
  const highest = offsets.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const shares = offsets.map((offset) => Math.exp(offset - highest))
  const distances = new Float64Array(K)
  let shapes: Float64Array = new Float64Array(K)
  let logLikelihood = 0
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let k = 0; k < K; k++) {
      const q = squaredDistance(D, means, factors, k, z, i * D)
      distances[k] = q
      shapes[k] = shares[k] * studentShape(q, degrees, D)
      sum += shapes[k]
    }
    let unit = highest
    if (sum <= leastShapes) {
      const { most, relative } = relativeDensities(m, offsets, distances)
      unit = most
      shapes = relative
      sum = shapes.reduce((a, b) => a + b, 0)
    }
    logLikelihood += weights[i] * (unit + Math.log(sum))
    for (let k = 0; k < K; k++) {
      const responsibility = (weights[i] * shapes[k]) / sum
      pulls[i * K + k] = (responsibility * (degrees + D)) / (degrees + distances[k])
      total[k] += responsibility
    }
  }
  return { pulls, total, logLikelihood }
}

function maximization(
  { n, dimension: D, z }: WeightedPoints,
  m: Mixture,
  { pulls, total }: Belonging,
  variance: Float64Array,
): Mixture {
  const K = m.components
  const alive = [...total.keys()].filter((k) => total[k] > leastShare)
  const means = new Float64Array(alive.length * D)
  const factors = new Float64Array(alive.length * D * D)
  const offset = new Float64Array(D)
  alive.forEach((k, a) => {
    // Moments about the last mean, corrected afterwards: one pass over the points.
    let pulled = 0
    const centre = m.means.slice(k * D, (k + 1) * D)
    const first = new Float64Array(D)
    // The lower triangle, row by row.
    const second = new Float64Array((D * (D + 1)) / 2)
    for (let i = 0, at = 0; i < n; i++) {
      const pull = pulls[i * K + k]
      pulled += pull
      for (let r = 0, entry = 0; r < D; r++, at++) {
        const from = z[at] - centre[r]
        offset[r] = from
        const pulling = pull * from
        first[r] += pulling
        for (let c = 0; c <= r; c++, entry++) second[entry] += pulling * offset[c]
      }
    }
    const covariance = new Float64Array(D * D)
    // A fraction of the whole sample's covariance keeps a component of few points from collapsing.
    const ridge = Math.max(1e-6, 0.02 * (1 - Math.min(1, total[k] * 5)))
    for (let r = 0, entry = 0; r < D; r++) {
      means[a * D + r] = centre[r] + first[r] / pulled
      for (let c = 0; c <= r; c++, entry++) {
        covariance[r * D + c] = (second[entry] - (first[r] * first[c]) / pulled) / total[k]
      }
      covariance[r * D + r] += ridge * variance[r]
    }
    factors.set(factorOfCovariance(covariance, variance, D), a * D * D)
  })
  const kept = alive.reduce((sum, k) => sum + total[k], 0)
  return {
    ...m,
    components: alive.length,
    weights: Float64Array.from(alive, (k) => total[k] / kept),
    means,
    factors,
  }
}

function logDeterminant(factors: Float64Array, k: number, D: number): number {
  let sum = 0
  for (let r = 0; r < D; r++) sum += Math.log(factors[(k * D + r) * D + r])
  return sum
}
