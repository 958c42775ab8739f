import { choleskyFactor, forwardSolve } from '../../../signal/statistics/cholesky.ts'
import type { Scale } from './scales.ts'

/** Posterior of K coefficients of columns: normal, as means and a lower triangular root of the covariance. */
export interface ColumnPosterior {
  means: Float64Array
  /** K × K. */
  root: Float64Array
}

/**
 * log p(d | columns) of d = Σ βₖ xₖ + noise with all β integrated out, as `logScaleIntegral` does for two. With X = (xₖ), M =
 * Xᵀ Σ⁻¹ X, prior means μ and variances V, r = d − Xμ, A = I + V^½ M V^½ and c = V^½ Xᵀ Σ⁻¹ r:
 *
 *     −2 log p = n log 2π + log|Σ| + log|A| + rᵀ Σ⁻¹ r − cᵀ A⁻¹ c
 *
 * @param products (K+1) × (K+1), symmetric: x Σ⁻¹ y of the columns, the data the last
 * @param count samples
 * @param logDeterminant log |Σ|
 * @param posterior receives β given all this
 */
export function logColumnIntegral(
  products: Float64Array,
  count: number,
  logDeterminant: number,
  scales: readonly Scale[],
  posterior: ColumnPosterior,
): number {
  const K = scales.length
  const at = (i: number, j: number): number => products[i * (K + 1) + j]
  const roots = scales.map(({ variance }) => Math.sqrt(variance))
  let squares = at(K, K)
  const A = new Float64Array(K * K)
  const c = new Float64Array(K)
  for (let i = 0; i < K; i++) {
    let beside = at(i, K)
    for (let j = 0; j < K; j++) {
      beside -= scales[j].mean * at(i, j)
      A[i * K + j] = (i === j ? 1 : 0) + roots[i] * roots[j] * at(i, j)
    }
    squares -= scales[i].mean * (at(i, K) + beside)
    c[i] = roots[i] * beside
  }
  const factor = new Float64Array(K * K)
  const half = choleskyFactor(A, K, factor)
  const solved = new Float64Array(K)
  forwardSolve(factor, K, c, 0, solved)
  const explained = solved.reduce((sum, y) => sum + y * y, 0)
  // Rows of L⁻¹ V^½: their products are the covariance V^½ A⁻¹ V^½.
  const inverse = new Float64Array(K * K)
  const unit = new Float64Array(K)
  const column = new Float64Array(K)
  for (let j = 0; j < K; j++) {
    unit.fill(0)
    unit[j] = roots[j]
    forwardSolve(factor, K, unit, 0, column)
    for (let i = 0; i < K; i++) inverse[i * K + j] = column[i]
  }
  const covariance = new Float64Array(K * K)
  for (let i = 0; i < K; i++) {
    posterior.means[i] = scales[i].mean
    for (let k = 0; k < K; k++) {
      posterior.means[i] += inverse[k * K + i] * solved[k]
      for (let j = 0; j < K; j++) covariance[i * K + j] += inverse[k * K + i] * inverse[k * K + j]
    }
  }
  rootOf(covariance, K, posterior.root)
  return -0.5 * (count * Math.log(2 * Math.PI) + logDeterminant + 2 * half + squares - explained)
}

/** The lower triangular root of a covariance, 0 in the rows of known coefficients. */
function rootOf(covariance: Float64Array, K: number, out: Float64Array): void {
  out.fill(0)
  for (let i = 0; i < K; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = covariance[i * K + j]
      for (let k = 0; k < j; k++) sum -= out[i * K + k] * out[j * K + k]
      const pivot = out[j * K + j]
      out[i * K + j] = i === j ? Math.sqrt(Math.max(0, sum)) : pivot > 0 ? sum / pivot : 0
    }
  }
}
