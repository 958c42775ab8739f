/** An excursion that is entered and left at one jump each. */
export interface Excursion {
  /** Samples in it, [from, to). */
  from: number
  to: number
  /** The smaller of the two jumps, above 0. */
  edge: number
  /** Its lowest and highest sample. */
  low: number
  high: number
}

/** Back when nearer to where it came from than this share of the excursion. */
const backWithin = 0.35

/**
 * Excursions of at most so many samples, entered and left by at least so much from one sample to the next.
 * @param x NaN where a sample is missing
 */
export function sharpExcursions(x: Float64Array, edge: number, longest: number): Excursion[] {
  const found: Excursion[] = []
  for (let i = 1; i + 1 < x.length; i++) {
    if (!(Math.abs(x[i] - x[i - 1]) >= edge)) continue
    const one = excursionFrom(x, i, edge, longest)
    if (!one) continue
    found.push(one)
    i = one.to
  }
  return found
}

function excursionFrom(x: Float64Array, from: number, edge: number, longest: number): Excursion | null {
  const before = x[from - 1]
  const enter = Math.abs(x[from] - before)
  let [low, high, size] = [x[from], x[from], enter]
  let ended: Excursion | null = null
  for (let to = from + 1; to < x.length && to - from <= longest; to++) {
    const leave = Math.abs(x[to] - x[to - 1])
    if (leave >= edge && Math.abs(x[to] - before) <= backWithin * size) {
      ended = { from, to, edge: Math.min(enter, leave), low, high }
      // Of two phases the second one begins at once.
      if (!(Math.abs(x[to + 1] - x[to]) >= edge)) return ended
    }
    if (Number.isNaN(x[to])) return ended
    low = Math.min(low, x[to])
    high = Math.max(high, x[to])
    size = Math.max(size, Math.abs(x[to] - before))
  }
  return ended
}
