/** Fewest samples at the extreme value, and their least share of a spike’s width. */
const fewestFlat = 3
const shareOfWidth = 0.05
/** A rounded peak stays within a step q of its top for √(2q/height) of its width; this many times that is flat. */
const margin = 1.8

interface Extremes {
  /** Indices of peaks (sign 1) or troughs (−1). */
  at: readonly number[]
  sign: 1 | -1
  /** mV: half-height level, height from trough to peak, and digitization step. */
  level: number
  height: number
  rounding: number
}

/** Least share of extremes clipped at one common value. */
const mostCut = 0.5

/**
 * Whether spikes are clipped at their tops (or troughs): most reach one common extreme value and stay there for longer
 * than a rounded peak would, given the digitization step.
 */
export function isClipped(x: Float64Array, { at, sign, level, height, rounding }: Extremes): boolean {
  const stretches = at.map((i) => {
    let [from, to] = [i, i]
    while (sign * (x[from - 1] - level) > 0) from--
    while (sign * (x[to + 1] - level) > 0) to++
    return x.subarray(from, to + 1).map((v) => sign * v)
  })
  const tops = stretches.map((stretch) => stretch.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY))
  // An artefact may exceed the clipping value, so use the most frequent one.
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
