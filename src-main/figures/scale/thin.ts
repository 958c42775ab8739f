/** A point of a Chart.js series; the line breaks where y is NaN. */
export interface Point {
  x: number
  y: number
}

/**
 * Decimates a series by minimum and maximum of each bin, in their order, so that no peak is lost. Short series are
 * unchanged. The line breaks at missing samples.
 * @param points approximate number of points to return
 */
export function thinned(x: ArrayLike<number>, y: ArrayLike<number | null>, points: number): Point[] {
  const n = Math.min(x.length, y.length)
  if (n <= points) return Array.from({ length: n }, (_, i) => ({ x: x[i], y: y[i] ?? Number.NaN }))
  const stretches = Math.max(1, Math.floor(points / 2))
  const kept: Point[] = []
  for (let s = 0; s < stretches; s++) {
    const from = Math.floor((s * n) / stretches)
    const to = Math.floor(((s + 1) * n) / stretches)
    let [low, high, missing] = [-1, -1, -1]
    let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let i = from; i < to; i++) {
      const v = y[i]
      if (v === null || Number.isNaN(v)) missing = i
      else {
        if (v < lowest || low < 0) [low, lowest] = [i, v]
        if (v > highest || high < 0) [high, highest] = [i, v]
      }
    }
    const found = new Set([low, high, missing].filter((i) => i >= 0))
    for (const i of [...found].sort((a, b) => a - b)) kept.push({ x: x[i], y: y[i] ?? Number.NaN })
  }
  return kept
}

/** Index of the value nearest to `at` in an ascending series. */
export function nearest(x: ArrayLike<number>, at: number): number {
  let [low, high] = [0, x.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (x[middle] <= at) low = middle
    else high = middle
  }
  return high >= 0 && Math.abs(x[high] - at) < Math.abs(x[low] - at) ? high : low
}
