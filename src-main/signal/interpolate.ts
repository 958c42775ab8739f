/**
 * Value at a time of a curve between whose points one goes straight; beyond its ends it stays.
 * @param t rising @param count of points that are in use; all where left out
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
