import { average } from './moments.ts'

/**
 * Autocorrelation at lags 0 … lags, about the mean (or about 0 where `mean` is given as 0). Pairs with a missing value
 * (NaN) contribute 0, which biases towards no correlation.
 */
export function autocorrelation(x: ArrayLike<number>, lags: number, mean = average(x)): number[] {
  const n = x.length
  const d = Float64Array.from(x, (v) => (Number.isNaN(v) ? 0 : v - mean))
  const covariance = (k: number): number => {
    let sum = 0
    for (let i = k; i < n; i++) sum += d[i] * d[i - k]
    return sum
  }
  const variance = covariance(0)
  return Array.from({ length: Math.min(lags, n - 1) + 1 }, (_, k) =>
    variance > 0 ? covariance(k) / variance : k === 0 ? 1 : 0,
  )
}
