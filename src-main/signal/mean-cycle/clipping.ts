/** Samples at the extreme value: so many, and this share of a spike’s width at least. */
const fewestFlat = 3
const shareOfWidth = 0.05
/** A rounded peak stays within a step q of its top for √(2q/height) of its width; so many times that is flat. */
const margin = 1.8

interface Extremes {
  /** Indices of peaks (sign 1) or troughs (−1). */
  at: readonly number[]
  sign: 1 | -1
  /** mV: halfway, and from trough to peak; the step of the converter. */
  level: number
  height: number
  rounding: number
}

/** Share of extremes that are cut off at one value, the same for all of them. */
const mostCut = 0.5

/**
 * Whether spikes are cut off at their tops (or troughs): most of them reach the same most extreme value of all, and stay
 * there for longer than a rounded peak that is seen in the converter's steps.
 */
export function isClipped(x: Float64Array, { at, sign, level, height, rounding }: Extremes): boolean {
  const stretches = at.map((i) => {
    let [from, to] = [i, i]
    while (sign * (x[from - 1] - level) > 0) from--
    while (sign * (x[to + 1] - level) > 0) to++
    return x.subarray(from, to + 1).map((v) => sign * v)
  })
  const tops = stretches.map((stretch) => stretch.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY))
  // An artefact may be higher than where spikes are cut: the value that most share.
  const counts = new Map<number, number>()
  for (const top of tops) counts.set(top, (counts.get(top) ?? 0) + 1)
  const [top] = [...counts.entries()].reduce((a, b) => (b[1] > a[1] ? b : a))
  const share = Math.max(shareOfWidth, margin * Math.sqrt((2 * rounding) / height))
  const cut = stretches.filter((stretch, k) => {
    if (tops[k] !== top) return false
    const flat = stretch.filter((v) => v === top).length
    return flat >= Math.max(fewestFlat, share * stretch.length) || (flat >= 2 && stretch.length <= 4)
  })
  return cut.length >= mostCut * at.length
}
