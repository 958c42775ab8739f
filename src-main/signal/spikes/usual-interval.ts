import { quantile } from '../robust.ts'

/** Median interspike interval; null for fewer than two spikes. */
export function usualInterval(times: readonly number[]): number | null {
  if (times.length < 2) return null
  const intervals = times.slice(1).map((t, i) => t - times[i])
  return quantile(
    intervals.sort((a, b) => a - b),
    0.5,
  )
}
