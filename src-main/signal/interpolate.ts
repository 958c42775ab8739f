/**
 * Linear interpolation of a curve at a time; constant beyond its ends.
 * @param t rising @param count of points in use; all where left out
 */
export function linearAt(t: ArrayLike<number>, v: ArrayLike<number>, time: number, count = t.length): number {
  let [low, high] = [0, count - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (t[middle] <= time) low = middle
    else high = middle
  }
  const share = Math.min(1, Math.max(0, (time - t[low]) / (t[high] - t[low])))
  return v[low] + share * (v[high] - v[low])
}
