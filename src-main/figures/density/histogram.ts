import { type Range, span } from '../scale/range.ts'

export interface Histogram {
  /** Bin edges, one more than there are bins. */
  edges: number[]
  /** Density of each bin: share of all values, divided by the bin's width. */
  density: number[]
  /** Number of values below the first and above the last edge; not counted in any bin. */
  below: number
  above: number
}

/** Histogram with equal bins. Values outside the range are counted separately, not in the outermost bins. */
export function histogram(values: ArrayLike<number>, range: Range, bins: number): Histogram {
  const width = span(range) / bins
  const counts = new Array<number>(bins).fill(0)
  let [below, above] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    if (values[i] < range.from) below++
    else if (values[i] > range.to) above++
    else counts[Math.min(bins - 1, Math.floor((values[i] - range.from) / width))]++
  }
  const total = Math.max(1, values.length)
  return {
    edges: Array.from({ length: bins + 1 }, (_, i) => range.from + i * width),
    density: counts.map((c) => c / total / width),
    below,
    above,
  }
}

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
}
