/** A point of a Chart.js series. */
export interface Point {
  x: number
  y: number
}

/**
 * Thins a series by minimum and maximum of each stretch, in their order, so that no peak is lost.
 * Untouched where it is short enough.
 * @param points about how many to keep
 */
export function thinned(x: ArrayLike<number>, y: ArrayLike<number>, points: number): Point[] {
  const n = Math.min(x.length, y.length)
  if (n <= points) return Array.from({ length: n }, (_, i) => ({ x: x[i], y: y[i] }))
  const stretches = Math.max(1, Math.floor(points / 2))
  const kept: Point[] = []
  for (let s = 0; s < stretches; s++) {
    const from = Math.floor((s * n) / stretches)
    const to = Math.floor(((s + 1) * n) / stretches)
    let [low, high] = [from, from]
    for (let i = from + 1; i < to; i++) {
      if (y[i] < y[low]) low = i
      if (y[i] > y[high]) high = i
    }
    const [first, second] = low < high ? [low, high] : [high, low]
    kept.push({ x: x[first], y: y[first] })
    if (second !== first) kept.push({ x: x[second], y: y[second] })
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
