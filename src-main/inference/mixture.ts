import type { Random } from '../model/random.ts'
import { logGamma } from '../signal/statistics/log-gamma.ts'
import { leastShapes, studentShape } from './student.ts'

/**
 * A mixture of K elliptical distributions in D dimensions with full covariance: Gaussian, or Student t where
 * `degrees` is finite. Component k has mean μ and a lower triangular A such that y = A (z − μ) is standard: A is a
 * Cholesky factor of the precision matrix Aᵀ A.
 */
export interface Mixture {
  dimension: number
  components: number
  /** Degrees of freedom ν, an integer; Infinity for Gaussians. */
  degrees: number
  /** K, summing to 1. */
  weights: Float64Array
  /** K × D. */
  means: Float64Array
  /** K × D × D, row-major, zero above the diagonal. */
  factors: Float64Array
}

/** Draws n points into out[at …), n × D. */
export function sampleMixture(m: Mixture, n: number, random: Random, out: Float64Array, at = 0): void {
  const { dimension: D, degrees } = m
  const y = new Float64Array(D)
  for (let i = 0; i < n; i++) {
    const k = pick(m.weights, random.uniform())
    const stretch = Number.isFinite(degrees) ? Math.sqrt(degrees / chiSquare(degrees, random)) : 1
    // Forward substitution: A x = y.
    for (let r = 0; r < D; r++) {
      const row = (k * D + r) * D
      let sum = random.normal() * stretch
      for (let c = 0; c < r; c++) sum -= m.factors[row + c] * y[c]
      y[r] = sum / m.factors[row + r]
    }
    for (let j = 0; j < D; j++) out[at + i * D + j] = m.means[k * D + j] + y[j]
  }
}

/** Index of the component drawn by u in [0, 1). */
export function pick(weights: Float64Array, u: number): number {
  let k = 0
  let sum = weights[0]
  while (u > sum && k < weights.length - 1) sum += weights[++k]
  return k
}

/** log density at n points z (n × D, from z[at …)), written to out[0 … n). */
export function mixtureLogDensity(m: Mixture, z: Float64Array, n: number, out: Float64Array, at = 0): void {
  const { dimension: D, components: K, degrees, means, factors } = m
  const gaussian = !Number.isFinite(degrees)
  const scale = gaussian
    ? -0.5 * D * Math.log(2 * Math.PI)
    : logGamma((degrees + D) / 2) - logGamma(degrees / 2) - 0.5 * D * Math.log(degrees * Math.PI)
  const offsets = new Float64Array(K)
  for (let k = 0; k < K; k++) {
    let logDeterminant = 0
    for (let r = 0; r < D; r++) logDeterminant += Math.log(factors[(k * D + r) * D + r])
    offsets[k] = Math.log(m.weights[k]) + logDeterminant + scale
  }
  const highest = offsets.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const shares = offsets.map((offset) => Math.exp(offset - highest))
  const distances = new Float64Array(K)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let k = 0; k < K; k++) {
      const q = squaredDistance(D, means, factors, k, z, at + i * D)
      distances[k] = q
      sum += shares[k] * (gaussian ? Math.exp(-0.5 * q) : studentShape(q, degrees, D))
    }
    out[i] = sum > leastShapes ? highest + Math.log(sum) : logOfSum(m, offsets, distances)
  }
}

/** log Σ exp of the components' log densities at a point, where the densities themselves may be too small. */
function logOfSum(m: Mixture, offsets: Float64Array, distances: Float64Array): number {
  const { most, relative } = relativeDensities(m, offsets, distances)
  return most + Math.log(relative.reduce((sum, term) => sum + term, 0))
}

/**
 * Densities of the components at a point, in units of the highest one, exp(`most`).
 * @param offsets log density of each at its centre
 * @param distances squared, of the point from each
 */
export function relativeDensities(
  { dimension: D, degrees }: Pick<Mixture, 'dimension' | 'degrees'>,
  offsets: Float64Array,
  distances: Float64Array,
): { most: number; relative: Float64Array } {
  const gaussian = !Number.isFinite(degrees)
  const terms = offsets.map((offset, k) => {
    const q = distances[k]
    return offset - (gaussian ? 0.5 * q : 0.5 * (degrees + D) * Math.log1p(q / degrees))
  })
  const most = terms.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return { most, relative: terms.map((term) => Math.exp(term - most)) }
}

/** z − μ of one point at a time. */
let apart = new Float64Array(8)

/** |A (z − μ)|² for component k. */
export function squaredDistance(
  D: number,
  means: Float64Array,
  factors: Float64Array,
  k: number,
  z: Float64Array,
  at: number,
): number {
  if (apart.length < D) apart = new Float64Array(D)
  let row = k * D
  for (let c = 0; c < D; c++) apart[c] = z[at + c] - means[row + c]
  row *= D
  let q = 0
  for (let r = 0; r < D; r++) {
    let y = 0
    for (let c = 0; c <= r; c++) y += factors[row + c] * apart[c]
    q += y * y
    row += D
  }
  return q
}

function chiSquare(degrees: number, random: Random): number {
  let sum = 0
  for (let i = 0; i < degrees; i++) {
    const x = random.normal()
    sum += x * x
  }
  return sum
}
