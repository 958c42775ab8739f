import type { NormalSums } from '../../src-main/inference/known-current/conjugate-fit.ts'

/**
 * A series with AR(1) noise of marginal variance 1 made white with variance 1, exactly: what is missing (NaN) in `there`
 * is left out, and the first sample behind a gap of m samples is correlated by ρ^m with the last before it.
 * Columns of a design go the same way as the data, by the data's gaps.
 * @param x as long as `there` @param there the data, NaN where missing @param rho 0 … 1, correlation of neighbours
 * @returns one value for each sample that is there
 */
export function whitenAr1(x: ArrayLike<number>, there: ArrayLike<number>, rho: number): Float64Array {
  const out = new Float64Array(there.length)
  const scale = 1 / Math.sqrt(1 - rho * rho)
  let count = 0
  let last = -1
  for (let i = 0; i < there.length; i++) {
    if (Number.isNaN(there[i])) continue
    if (last < 0) out[count] = x[i]
    else if (i - last === 1) out[count] = (x[i] - rho * x[last]) * scale
    else {
      const kept = rho ** (i - last)
      out[count] = (x[i] - kept * x[last]) / Math.sqrt(1 - kept * kept)
    }
    count++
    last = i
  }
  return out.subarray(0, count)
}

/** −½ log det of the AR(1) noise's correlation matrix over the samples that are there: what whitening adds to a log likelihood. */
export function whitenedLogDeterminant(there: ArrayLike<number>, rho: number): number {
  let sum = 0
  let last = -1
  for (let i = 0; i < there.length; i++) {
    if (Number.isNaN(there[i])) continue
    if (last >= 0) sum -= 0.5 * Math.log1p(-(rho ** (2 * (i - last))))
    last = i
  }
  return sum
}

/** The sums of whitened data and columns. @param columns each as long as y */
export function normalSums(
  y: Float64Array,
  columns: readonly Float64Array[],
  logDeterminant: number,
): NormalSums {
  const K = columns.length
  const gram = new Float64Array(K * K)
  const cross = new Float64Array(K)
  let square = 0
  for (const v of y) square += v * v
  for (let j = 0; j < K; j++) {
    for (let i = 0; i < y.length; i++) cross[j] += columns[j][i] * y[i]
    for (let k = 0; k <= j; k++) {
      let sum = 0
      for (let i = 0; i < y.length; i++) sum += columns[j][i] * columns[k][i]
      gram[j * K + k] = gram[k * K + j] = sum
    }
  }
  return { gram, cross, square, count: y.length, logDeterminant }
}
