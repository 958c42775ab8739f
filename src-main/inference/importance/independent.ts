import type { Mixture } from '../mixture.ts'
import { factorOfCovariance } from './cholesky.ts'

/** Where a coordinate is put, whatever the others are. */
export interface Independent {
  /** Which coordinate. */
  place: number
  mean: number
  sd: number
}

/** The mixture with some coordinates put elsewhere, independent of all others, whose joint marginal stays. */
export function withIndependent(mixture: Mixture, put: readonly Independent[]): Mixture {
  const { dimension: D, components } = mixture
  const means = mixture.means.slice()
  const factors = new Float64Array(mixture.factors.length)
  for (let k = 0; k < components; k++) {
    const covariance = covarianceOf(mixture.factors.subarray(k * D * D, (k + 1) * D * D), D)
    for (const { place, mean, sd } of put) {
      means[k * D + place] = mean
      for (let j = 0; j < D; j++) covariance[place * D + j] = covariance[j * D + place] = 0
      covariance[place * D + place] = sd * sd
    }
    const variances = Float64Array.from({ length: D }, (_, j) => covariance[j * D + j])
    factors.set(factorOfCovariance(covariance, variances, D), k * D * D)
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
