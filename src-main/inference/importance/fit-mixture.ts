import type { Random } from '../../model/random.ts'
import { type Mixture, squaredDistance } from '../mixture.ts'
import { factorOfCovariance } from './cholesky.ts'
import { addOuter, heavyPoints, moments, seedCentres, type WeightedPoints } from './weighted-points.ts'

/** A component with a smaller share of the weight is dropped. */
const leastShare = 0.01

/**
 * Fits a mixture of Student t to weighted points by expectation maximization (Peel & McLachlan 2000), with ν fixed.
 * Components without points are dropped, so there may be fewer than requested.
 * @param z n × D
 * @param weights n, summing to 1
 */
export function fitMixture(
  z: Float64Array,
  weights: Float64Array,
  options: { dimension: number; components: number; degrees: number; iterations: number },
  random: Random,
): Mixture {
  const { dimension: D, degrees } = options
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
  for (let i = 0; i < options.iterations; i++) {
    mixture = maximization(points, mixture, expectation(points, mixture), variance)
  }
  return mixture
}

/** Responsibilities of the components for each point. */
interface Belonging {
  /** n × K: the point's weight times the component's responsibility, times the Student t weight of the point in it. */
  pulls: Float64Array
  /** K: total weight of the points of each component. */
  total: Float64Array
}

function expectation({ n, dimension: D, z, weights }: WeightedPoints, m: Mixture): Belonging {
  const { components: K, degrees, means, factors } = m
  const pulls = new Float64Array(n * K)
  const total = new Float64Array(K)
  const offsets = m.weights.map((w, k) => Math.log(w) + logDeterminant(factors, k, D))
  const terms = new Float64Array(K)
  for (let i = 0; i < n; i++) {
    let most = Number.NEGATIVE_INFINITY
    for (let k = 0; k < K; k++) {
      const q = squaredDistance(D, means, factors, k, z, i * D)
      pulls[i * K + k] = (degrees + D) / (degrees + q)
      terms[k] = offsets[k] - 0.5 * (degrees + D) * Math.log1p(q / degrees)
      most = Math.max(most, terms[k])
    }
    let sum = 0
    for (let k = 0; k < K; k++) {
      terms[k] = Math.exp(terms[k] - most)
      sum += terms[k]
    }
    for (let k = 0; k < K; k++) {
      const responsibility = (weights[i] * terms[k]) / sum
      pulls[i * K + k] *= responsibility
      total[k] += responsibility
    }
  }
  return { pulls, total }
}

function maximization(
  { n, dimension: D, z }: WeightedPoints,
  m: Mixture,
  { pulls, total }: Belonging,
  variance: Float64Array,
): Mixture {
  const alive = [...total.keys()].filter((k) => total[k] > leastShare)
  const means = new Float64Array(alive.length * D)
  const factors = new Float64Array(alive.length * D * D)
  alive.forEach((k, a) => {
    let pulled = 0
    for (let i = 0; i < n; i++) {
      const pull = pulls[i * m.components + k]
      pulled += pull
      for (let j = 0; j < D; j++) means[a * D + j] += pull * z[i * D + j]
    }
    for (let j = 0; j < D; j++) means[a * D + j] /= pulled
    const covariance = new Float64Array(D * D)
    for (let i = 0; i < n; i++) addOuter(covariance, pulls[i * m.components + k], z, i * D, means, a * D, D)
    // A fraction of the whole sample's covariance keeps a component of few points from collapsing.
    const ridge = Math.max(1e-6, 0.02 * (1 - Math.min(1, total[k] * 5)))
    for (let c = 0; c < D * D; c++) covariance[c] /= total[k]
    for (let j = 0; j < D; j++) covariance[j * D + j] += ridge * variance[j]
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
