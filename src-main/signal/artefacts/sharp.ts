/** An excursion that begins and ends with a single jump. */
export interface Excursion {
  /** Sample range, [from, to). */
  from: number
  to: number
  /** The smaller of the two jumps, above 0. */
  edge: number
  /** Its lowest and highest sample. */
  low: number
  high: number
}

/** The trace is back once within this share of the excursion of where it started: in one jump, or after a decay. */
const backAtOnce = 0.35
const backSlowly = 0.15

/**
 * Excursions of at most `longest` samples that begin with a jump of at least `edge` between consecutive samples and end
 * with a jump as large, after which they may decay.
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
  const enter = x[from] - before
  let [low, high, size, leave] = [x[from], x[from], Math.abs(enter), 0]
  for (let to = from + 1; to < x.length && to - from <= longest; to++) {
    const jump = x[to] - x[to - 1]
    if (Number.isNaN(jump)) return null
    if (jump * enter < 0) leave = Math.max(leave, Math.abs(jump))
    // A two-phase artefact: the second phase begins where the first ends.
    const goesOn = Math.abs(x[to + 1] - x[to]) >= edge
    const within = jump * enter < 0 && Math.abs(jump) >= edge ? backAtOnce : backSlowly
    if (leave >= edge && Math.abs(x[to] - before) <= within * size && !goesOn) {
      const end = endOfDecay(x, to, { before, size, last: from + longest })
      return { from, to: end, edge: Math.min(Math.abs(enter), leave), low, high }
    }
    low = Math.min(low, x[to])
    high = Math.max(high, x[to])
    size = Math.max(size, Math.abs(x[to] - before))
  }
  return null
}

/** Where the decay after an excursion ends: it goes on while each sample is closer to the starting level. */
export function endOfDecay(
  x: Float64Array,
  from: number,
  { before, size, last }: { before: number; size: number; last: number },
): number {
  const apart = (i: number): number => Math.abs(x[i] - before)
  let to = from
  while (to < last && apart(to) > backSlowly * size && apart(to + 1) < apart(to)) to++
  return to
}
