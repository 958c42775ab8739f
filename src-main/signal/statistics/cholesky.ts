/**
 * Cholesky factor: lower triangular L with L Lᵀ = Σ, row-major, to out.
 * @param covariance Σ, D × D, its lower triangle
 * @param smallest lower bound of a squared pivot, by row, so that a singular Σ has a factor; 0 where left out
 * @returns ½ log det Σ
 */
export function choleskyFactor(
  covariance: ArrayLike<number>,
  D: number,
  out: Float64Array,
  smallest: (row: number) => number = () => 0,
): number {
  let logDet = 0
  for (let r = 0; r < D; r++) {
    for (let c = 0; c <= r; c++) {
      let sum = covariance[r * D + c]
      for (let j = 0; j < c; j++) sum -= out[r * D + j] * out[c * D + j]
      if (r === c) {
        const pivot = Math.sqrt(Math.max(sum, smallest(r)))
        out[r * D + r] = pivot
        logDet += Math.log(pivot)
      } else out[r * D + c] = sum / out[c * D + c]
    }
  }
  return logDet
}

/** Solves L x = b[from …) for lower triangular L, to out. */
export function forwardSolve(
  L: ArrayLike<number>,
  D: number,
  b: ArrayLike<number>,
  from: number,
  out: Float64Array,
): void {
  for (let r = 0; r < D; r++) {
    let sum = b[from + r]
    for (let j = 0; j < r; j++) sum -= L[r * D + j] * out[j]
    out[r] = sum / L[r * D + r]
  }
}
