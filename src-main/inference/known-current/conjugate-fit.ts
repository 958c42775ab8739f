import { choleskyFactor, forwardSolve } from '../../signal/statistics/cholesky.ts'

/** Sufficient statistics of least squares with whitened data y and K columns X; those of sweeps add up. */
export interface NormalSums {
  /** Xᵀ X, K × K, row-major. */
  gram: Float64Array
  /** Xᵀ y. */
  cross: Float64Array
  /** yᵀ y. */
  square: number
  /** Number of values. */
  count: number
  /** −½ log det of the noise's correlation matrix, from whitening. */
  logDeterminant: number
}

/** A normal prior of the weights, independent of each other. */
export interface WeightPrior {
  mean: ArrayLike<number>
  /** Infinite for a flat prior. */
  sd: ArrayLike<number>
}

export interface ConjugateFit {
  mean: Float64Array
  /** K × K, row-major. */
  covariance: Float64Array
  /** Log evidence: the data's density, the weights integrated out. */
  logEvidence: number
  /** Residual sum of squares at the posterior mean, of the whitened data. */
  residual: number
  /** Effective number of weights determined by the data rather than the prior: 0 … K. */
  decided: number
}

/**
 * The exact posterior of weights w with y = X w + noise of the given variance (of whitened values, white) and a normal prior.
 * @param variance of the whitened noise: the marginal variance of the noise, in y's unit squared
 */
export function conjugateFit(sums: NormalSums, prior: WeightPrior, variance: number): ConjugateFit {
  const { gram, cross, square, count, logDeterminant } = sums
  const K = cross.length
  const precision = new Float64Array(K * K)
  const b = new Float64Array(K)
  // The prior's contribution to the sum of squares and to the log determinant.
  let [priorSquare, priorLogDet] = [0, 0]
  for (let j = 0; j < K; j++) {
    for (let k = 0; k < K; k++) precision[j * K + k] = gram[j * K + k] / variance
    const p = prior.sd[j] ** -2
    precision[j * K + j] += p
    b[j] = cross[j] / variance + p * prior.mean[j]
    priorSquare += p * prior.mean[j] ** 2
    if (p > 0) priorLogDet += Math.log(prior.sd[j])
  }
  const L = new Float64Array(K * K)
  const halfLogDet = choleskyFactor(precision, K, L, (r) => 1e-12 * precision[r * K + r])
  const { mean, covariance } = solveBoth(L, b)
  let explained = 0
  let residual = square
  let decided = K
  for (let j = 0; j < K; j++) {
    explained += b[j] * mean[j]
    residual -= 2 * cross[j] * mean[j]
    for (let k = 0; k < K; k++) residual += mean[j] * gram[j * K + k] * mean[k]
    decided -= prior.sd[j] ** -2 * covariance[j * K + j]
  }
  const logEvidence =
    logDeterminant -
    (count / 2) * Math.log(2 * Math.PI * variance) -
    halfLogDet -
    priorLogDet -
    0.5 * (square / variance + priorSquare - explained)
  return { mean, covariance, logEvidence, residual: Math.max(0, residual), decided }
}

/** Start and lower limit of the search for the noise's variance, in y's unit squared. */
export interface VarianceSearch {
  guess: number
  least: number
  /** Relative change below which it has converged. */
  tolerance: number
}

const mostRounds = 30

/**
 * The same at the noise variance of maximum evidence, the weights integrated out (MacKay's fixed point). Needs enough
 * data to determine the variance: some hundred values.
 */
export function conjugateFitOfVariance(
  sums: NormalSums,
  prior: WeightPrior,
  { guess, least, tolerance }: VarianceSearch,
): ConjugateFit & { variance: number } {
  let variance = guess
  for (let k = 0; ; k++) {
    const fit = conjugateFit(sums, prior, variance)
    const next = Math.max(least, fit.residual / Math.max(1, sums.count - fit.decided))
    if (k >= mostRounds || Math.abs(next / variance - 1) < tolerance) return { ...fit, variance }
    variance = next
  }
}

/** (L Lᵀ)⁻¹ b and (L Lᵀ)⁻¹. */
function solveBoth(L: Float64Array, b: Float64Array): { mean: Float64Array; covariance: Float64Array } {
  const K = b.length
  const mean = new Float64Array(K)
  const covariance = new Float64Array(K * K)
  const column = new Float64Array(K)
  for (let c = 0; c <= K; c++) {
    if (c < K) {
      column.fill(0)
      column[c] = 1
    }
    const x = new Float64Array(K)
    forwardSolve(L, K, c < K ? column : b, 0, x)
    for (let r = K - 1; r >= 0; r--) {
      for (let j = r + 1; j < K; j++) x[r] -= L[j * K + r] * x[j]
      x[r] /= L[r * K + r]
    }
    if (c === K) mean.set(x)
    else for (let r = 0; r < K; r++) covariance[r * K + c] = x[r]
  }
  return { mean, covariance }
}
