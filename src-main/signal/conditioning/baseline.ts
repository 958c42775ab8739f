import { quantile, sortedSample } from '../robust.ts'

/** Medians per window width; linear interpolation between them. */
const knotsPerWidth = 8
/** Evenly chosen, this many samples estimate a median to within 1/25 of their spread. */
const mostInMedian = 1000

/**
 * The running median of a trace; windows are truncated at its ends. Missing samples are ignored; where a whole window
 * is missing, the median is NaN.
 * @param width of the window, in samples
 */
export function runningMedian(x: Float64Array, width: number): Float64Array {
  const half = Math.max(1, Math.round(width / 2))
  const step = Math.max(1, Math.round(width / knotsPerWidth))
  const count = Math.ceil((x.length - 1) / step) + 1
  const knots = Float64Array.from({ length: count }, (_, k) => {
    const at = Math.min(x.length - 1, k * step)
    const near = sortedSample(x, Math.max(0, at - half), Math.min(x.length, at + half + 1), mostInMedian)
    return near.length === 0 ? Number.NaN : quantile(near, 0.5)
  })
  return Float64Array.from(x, (_, i) => {
    const k = Math.min(count - 2, Math.floor(i / step))
    if (k < 0) return knots[0]
    const [left, right] = [k * step, Math.min(x.length - 1, (k + 1) * step)]
    const share = (i - left) / (right - left)
    if (share === 0) return knots[k]
    return knots[k] + share * (knots[k + 1] - knots[k])
  })
}

/** Subtracts the running median and restores its median as the level. @param width samples */
export function takeBaseline(
  x: Float64Array,
  width: number,
): { samples: Float64Array; level: number; low: number; high: number } {
  const baseline = runningMedian(x, width)
  const sorted = sortedSample(baseline)
  const level = quantile(sorted, 0.5)
  return {
    samples: x.map((v, i) => v - baseline[i] + level),
    level,
    low: sorted[0],
    high: sorted[sorted.length - 1],
  }
}
