import type { Random } from '../simulation/random.ts'

/**
 * A mixture of K Gaussians in D dimensions with full covariance. Component k has mean μ and a lower
 * triangular A with y = A (z − μ) standard normal, so A is a Cholesky factor of the precision: Aᵀ A.
 */
export interface GaussianMixture {
  dimension: number
  components: number
  /** K, summing to 1. */
  weights: Float64Array
  /** K × D. */
  means: Float64Array
  /** K × D × D, row-major, zero above the diagonal. */
  factors: Float64Array
}

/** Numbers a network must put out for a mixture: logits, means, log diagonals, elements below the diagonal. */
export function mixtureOutputSize(components: number, dimension: number): number {
  return components * (1 + 2 * dimension + (dimension * (dimension - 1)) / 2)
}

/** Log diagonals are squashed to ±this, so that no exponential overflows. */
export const logDiagonalLimit = 8

/**
 * Reads a network's output (layout: K logits, K×D means, K×D raw log diagonals, K×D(D−1)/2 below the diagonal
 * by rows) and undoes the standardization of the targets, z = mean + sd · standardized.
 */
export function mixtureFromOutput(
  output: ArrayLike<number>,
  components: number,
  mean: ArrayLike<number>,
  sd: ArrayLike<number>,
): GaussianMixture {
  const dimension = mean.length
  const below = (dimension * (dimension - 1)) / 2
  const meansAt = components
  const diagonalAt = meansAt + components * dimension
  const belowAt = diagonalAt + components * dimension

  const weights = softmax(output, components)
  const means = new Float64Array(components * dimension)
  const factors = new Float64Array(components * dimension * dimension)
  for (let k = 0; k < components; k++) {
    let below_ = belowAt + k * below
    for (let i = 0; i < dimension; i++) {
      means[k * dimension + i] = mean[i] + sd[i] * output[meansAt + k * dimension + i]
      const row = (k * dimension + i) * dimension
      for (let j = 0; j < i; j++) factors[row + j] = output[below_++] / sd[j]
      const raw = output[diagonalAt + k * dimension + i]
      factors[row + i] = Math.exp(logDiagonalLimit * Math.tanh(raw / logDiagonalLimit)) / sd[i]
    }
  }
  return { dimension, components, weights, means, factors }
}

function softmax(logits: ArrayLike<number>, n: number): Float64Array {
  let most = Number.NEGATIVE_INFINITY
  for (let k = 0; k < n; k++) most = Math.max(most, logits[k])
  const weights = new Float64Array(n)
  let sum = 0
  for (let k = 0; k < n; k++) sum += weights[k] = Math.exp(logits[k] - most)
  for (let k = 0; k < n; k++) weights[k] /= sum
  return weights
}

/** Draws n points into out (n × D). */
export function sampleMixture(m: GaussianMixture, n: number, random: Random, out: Float64Array): void {
  const { dimension: D } = m
  const y = new Float64Array(D)
  for (let i = 0; i < n; i++) {
    const k = pick(m.weights, random.uniform())
    for (let j = 0; j < D; j++) y[j] = random.normal()
    // Forward substitution: A x = y.
    for (let r = 0; r < D; r++) {
      const row = (k * D + r) * D
      let sum = y[r]
      for (let c = 0; c < r; c++) sum -= m.factors[row + c] * y[c]
      y[r] = sum / m.factors[row + r]
    }
    for (let j = 0; j < D; j++) out[i * D + j] = m.means[k * D + j] + y[j]
  }
}

/** Index of the component in whose share of [0, 1) u falls. */
export function pick(weights: Float64Array, u: number): number {
  let k = 0
  let sum = weights[0]
  while (u > sum && k < weights.length - 1) sum += weights[++k]
  return k
}

/** log density at z[at … at+D). */
export function mixtureLogDensity(m: GaussianMixture, z: ArrayLike<number>, at: number): number {
  const { dimension: D, components: K } = m
  let most = Number.NEGATIVE_INFINITY
  let sum = 0
  for (let k = 0; k < K; k++) {
    if (m.weights[k] === 0) continue
    let q = 0
    let logDeterminant = 0
    for (let r = 0; r < D; r++) {
      const row = (k * D + r) * D
      let y = 0
      for (let c = 0; c <= r; c++) y += m.factors[row + c] * (z[at + c] - m.means[k * D + c])
      q += y * y
      logDeterminant += Math.log(m.factors[row + r])
    }
    const term = Math.log(m.weights[k]) + logDeterminant - 0.5 * q
    if (term > most) {
      sum = sum * Math.exp(most - term) + 1
      most = term
    } else sum += Math.exp(term - most)
  }
  return most + Math.log(sum) - 0.5 * D * Math.log(2 * Math.PI)
}
