import { choleskyFactor } from '../../signal/statistics/cholesky.ts'

/**
 * The lower triangular A with Aᵀ A = Σ⁻¹: the inverse of the Cholesky factor of Σ (D × D, lower triangle given).
 * @param scale D variances that set the smallest pivots, so that a singular Σ stays invertible
 */
export function factorOfCovariance(
  covariance: ArrayLike<number>,
  scale: ArrayLike<number>,
  D: number,
): Float64Array {
  const L = new Float64Array(D * D)
  choleskyFactor(covariance, D, L, (r) => 1e-10 * scale[r])
  const A = new Float64Array(D * D)
  for (let c = 0; c < D; c++) {
    A[c * D + c] = 1 / L[c * D + c]
    for (let r = c + 1; r < D; r++) {
      let sum = 0
      for (let j = c; j < r; j++) sum += L[r * D + j] * A[j * D + c]
      A[r * D + c] = -sum / L[r * D + r]
    }
  }
  return A
}
