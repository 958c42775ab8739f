/**
 * The lower triangular A with Aᵀ A = Σ⁻¹: the inverse of the Cholesky factor of Σ (D × D, lower triangle given).
 * @param scale variances that say how small a pivot is nothing, so that a flat Σ stays invertible
 */
export function factorOfCovariance(
  covariance: ArrayLike<number>,
  scale: ArrayLike<number>,
  D: number,
): Float64Array {
  const L = new Float64Array(D * D)
  for (let r = 0; r < D; r++) {
    for (let c = 0; c <= r; c++) {
      let sum = covariance[r * D + c]
      for (let j = 0; j < c; j++) sum -= L[r * D + j] * L[c * D + j]
      if (r === c) L[r * D + r] = Math.sqrt(Math.max(sum, 1e-10 * scale[r]))
      else L[r * D + c] = sum / L[c * D + c]
    }
  }
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
