import type { Mixture } from '../mixture.ts'
import { factorOfCovariance } from './cholesky.ts'

/** Replacement of some coordinates of a mixture, independent of the others. */
export interface Block {
  /** Indices of the b coordinates. */
  places: readonly number[]
  mean: ArrayLike<number>
  /** b × b. */
  covariance: ArrayLike<number>
}

/** The mixture with a block of coordinates replaced, independent of all others, whose joint marginal is unchanged. */
export function replaceBlock(mixture: Mixture, { places, mean, covariance }: Block): Mixture {
  const { dimension: D, components } = mixture
  const means = mixture.means.slice()
  const factors = new Float64Array(mixture.factors.length)
  for (let k = 0; k < components; k++) {
    const own = covarianceOf(mixture.factors.subarray(k * D * D, (k + 1) * D * D), D)
    places.forEach((p, i) => {
      means[k * D + p] = mean[i]
      for (let j = 0; j < D; j++) own[p * D + j] = own[j * D + p] = 0
    })
    places.forEach((p, i) => {
      places.forEach((q, j) => {
        own[p * D + q] = covariance[i * places.length + j]
      })
    })
    const variances = Float64Array.from({ length: D }, (_, j) => own[j * D + j])
    factors.set(factorOfCovariance(own, variances, D), k * D * D)
  }
  return { ...mixture, means, factors }
}

/** Σ = (Aᵀ A)⁻¹ of a lower triangular A. */
function covarianceOf(A: Float64Array, D: number): Float64Array {
  const L = new Float64Array(D * D)
  for (let c = 0; c < D; c++) {
    L[c * D + c] = 1 / A[c * D + c]
    for (let r = c + 1; r < D; r++) {
      let sum = 0
      for (let j = c; j < r; j++) sum += A[r * D + j] * L[j * D + c]
      L[r * D + c] = -sum / A[r * D + r]
    }
  }
  const covariance = new Float64Array(D * D)
  for (let r = 0; r < D; r++) {
    for (let c = 0; c < D; c++) {
      for (let j = 0; j <= Math.min(r, c); j++) covariance[r * D + c] += L[r * D + j] * L[c * D + j]
    }
  }
  return covariance
}
