/** Samples in a row at the same extreme value: of a spike’s width, and at least so many. */
const shareOfWidth = 0.3
const fewestFlat = 3
/** Share of spikes whose extremes are the same value. */
const shareAlike = 0.75
/** Of the samples near a flat top, so many times more are on it than in a step as high as any between samples below. */
const tolerance = 1e-6

/**
 * Whether the extremes of spikes are cut off at one value: the same in most of them, and for long.
 * @param extremes indices of peaks (sign 1) or troughs (−1) @param level mV: what a width is counted above or below
 */
export function isClipped(
  x: Float64Array,
  extremes: readonly number[],
  level: number,
  sign: 1 | -1,
): boolean {
  if (extremes.length < 2) return false
  const values = extremes.map((i) => x[i])
  const top = sign * Math.max(...values.map((v) => sign * v))
  let cut = 0
  for (const i of extremes) {
    if (Math.abs(x[i] - top) > tolerance * Math.abs(top - level)) continue
    let [first, last] = [i, i]
    while (x[first - 1] === x[i]) first--
    while (x[last + 1] === x[i]) last++
    let [from, to] = [first, last]
    while (sign * (x[from - 1] - level) > 0) from--
    while (sign * (x[to + 1] - level) > 0) to++
    const flat = last - first + 1
    if (flat >= fewestFlat && flat >= shareOfWidth * (to - from + 1)) cut++
    else if (flat >= 2 && to - from + 1 <= 4) cut++
  }
  return cut >= shareAlike * extremes.length
}
