import type { Mixture } from '../../mixture.ts'

/** Number of outputs for a mixture: logits, means, log diagonals, elements below the diagonal. */
export function mixtureOutputSize(components: number, dimension: number): number {
  return components * (1 + 2 * dimension + (dimension * (dimension - 1)) / 2)
}

/** Log diagonals l are bounded by limit·tanh(l/limit), so that no exponential overflows. */
export const logDiagonalLimit = 8

/**
 * Converts a network's output to a mixture (layout: K logits, K×D means, K×D raw log diagonals, K×D(D−1)/2 elements
 * below the diagonal by rows) and undoes the standardization of the targets, z = mean + sd · standardized.
 */
export function mixtureFromOutput(
  output: ArrayLike<number>,
  components: number,
  mean: ArrayLike<number>,
  sd: ArrayLike<number>,
): Mixture {
  const dimension = mean.length
  const below = (dimension * (dimension - 1)) / 2
  const meansAt = components
  const diagonalAt = meansAt + components * dimension
  let next = diagonalAt + components * dimension

  const means = new Float64Array(components * dimension)
  const factors = new Float64Array(components * dimension * dimension)
  for (let k = 0; k < components; k++) {
    for (let i = 0; i < dimension; i++) {
      means[k * dimension + i] = mean[i] + sd[i] * output[meansAt + k * dimension + i]
      const row = (k * dimension + i) * dimension
      for (let j = 0; j < i; j++) factors[row + j] = output[next + (i * (i - 1)) / 2 + j] / sd[j]
      const raw = output[diagonalAt + k * dimension + i]
      factors[row + i] = Math.exp(logDiagonalLimit * Math.tanh(raw / logDiagonalLimit)) / sd[i]
    }
    next += below
  }
  return {
    dimension,
    components,
    degrees: Number.POSITIVE_INFINITY,
    weights: softmax(output, components),
    means,
    factors,
  }
}

function softmax(logits: ArrayLike<number>, n: number): Float64Array {
  let most = Number.NEGATIVE_INFINITY
  for (let k = 0; k < n; k++) most = Math.max(most, logits[k])
  const weights = new Float64Array(n)
  let sum = 0
  for (let k = 0; k < n; k++) {
    weights[k] = Math.exp(logits[k] - most)
    sum += weights[k]
  }
  for (let k = 0; k < n; k++) weights[k] /= sum
  return weights
}
