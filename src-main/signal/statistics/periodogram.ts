import { average, countPresent } from './moments.ts'

/**
 * Periodogram of x, less its mean, at one frequency: |Σ xᵢ e^(−2πi f)|²/n over the n values present (others NaN). For
 * white noise it is exponentially distributed with the variance as its mean.
 * @param frequency cycles per sample, 0 … ½
 */
export function powerAt(x: ArrayLike<number>, frequency: number): number {
  return power(lessMean(x), frequency) / countPresent(x)
}

/** Powers at the frequencies j/n, j = 1 … below ½, n the length of x. */
export function periodogram(x: ArrayLike<number>): Float64Array {
  const d = lessMean(x)
  const there = countPresent(x)
  const count = Math.floor((x.length - 1) / 2)
  return Float64Array.from({ length: count }, (_, j) => power(d, (j + 1) / x.length) / there)
}

/** Missing values are set to the mean, where they contribute 0. */
function lessMean(x: ArrayLike<number>): Float64Array {
  const mean = average(x)
  return Float64Array.from(x, (v) => (Number.isNaN(v) ? 0 : v - mean))
}

/** |Σ dᵢ e^(−2πi f)|², by Goertzel's recurrence. @param frequency cycles per sample */
export function power(d: Float64Array, frequency: number): number {
  const twice = 2 * Math.cos(2 * Math.PI * frequency)
  let before = 0
  let last = 0
  for (let i = 0; i < d.length; i++) {
    const next = d[i] + twice * last - before
    before = last
    last = next
  }
  return last * last + before * before - twice * last * before
}

/**
 * Probability that a power is at least this share of the total of `count` powers, in white noise (Fisher 1929).
 * @param tried number of powers searched for the largest (Bonferroni; close to Fisher's sum where it is small)
 */
export function fisherProbability(share: number, count: number, tried: number): number {
  return Math.min(1, tried * Math.max(0, 1 - share) ** (count - 1))
}
