/** Autocorrelation at lags 0 … lags, about the mean (or about 0 where `mean` is given as 0). */
export function autocorrelation(x: ArrayLike<number>, lags: number, mean = average(x)): number[] {
  const n = x.length
  const covariance = (k: number): number => {
    let sum = 0
    for (let i = k; i < n; i++) sum += (x[i] - mean) * (x[i - k] - mean)
    return sum
  }
  const variance = covariance(0)
  return Array.from({ length: Math.min(lags, n - 1) + 1 }, (_, k) =>
    variance > 0 ? covariance(k) / variance : k === 0 ? 1 : 0,
  )
}

export function average(x: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += x[i]
  return sum / x.length
}

/** Fourth standardized moment less 3; 0 for a normal distribution, with sd about √(24/n). */
export function excessKurtosis(x: ArrayLike<number>): number {
  const mean = average(x)
  let [second, fourth] = [0, 0]
  for (let i = 0; i < x.length; i++) {
    const d = (x[i] - mean) ** 2
    second += d / x.length
    fourth += (d * d) / x.length
  }
  return second > 0 ? fourth / (second * second) - 3 : 0
}
