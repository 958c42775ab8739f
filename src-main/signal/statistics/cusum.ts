import { average, countPresent, variance } from './moments.ts'

/**
 * CUSUM test for a change of mean in a white series: the largest absolute cumulative sum about the mean, over sd·√n, is
 * distributed as the largest |Brownian bridge| (Kolmogorov's). Missing values (NaN) are left out.
 */
export function cusum(x: ArrayLike<number>): { statistic: number; p: number } {
  const mean = average(x)
  const scale = Math.sqrt(variance(x) * countPresent(x))
  let [sum, most] = [0, 0]
  for (let i = 0; i < x.length; i++) {
    if (!Number.isNaN(x[i])) sum += x[i] - mean
    most = Math.max(most, Math.abs(sum))
  }
  const statistic = scale > 0 ? most / scale : 0
  return { statistic, p: kolmogorovSurvival(statistic) }
}

/** Probability that a Brownian bridge exceeds x in absolute value. */
export function kolmogorovSurvival(x: number): number {
  // For small x the alternating series converges slowly; the probability is 1 to nine digits there.
  if (x < 0.3) return 1
  let sum = 0
  for (let k = 1; k <= 20; k++) sum += 2 * (k % 2 ? 1 : -1) * Math.exp(-2 * k * k * x * x)
  return Math.min(1, Math.max(0, sum))
}
