/** A range of axis values. */
export interface Range {
  from: number
  to: number
}

export function span({ from, to }: Range): number {
  return to - from
}

/** Shifts a range, and shortens it if necessary, so that it lies within the limits. */
export function within(range: Range, limits: Range): Range {
  const length = Math.min(span(range), span(limits))
  const from = Math.min(Math.max(range.from, limits.from), limits.to - length)
  return { from, to: from + length }
}

/**
 * Zooms around a value whose screen position stays fixed.
 * @param factor below 1 zooms in
 * @param least minimum length of the range
 */
export function zoomed(range: Range, factor: number, about: number, limits: Range, least: number): Range {
  const length = Math.min(span(limits), Math.max(least, span(range) * factor))
  const share = span(range) > 0 ? Math.min(1, Math.max(0, (about - range.from) / span(range))) : 0.5
  const from = about - share * length
  return within({ from, to: from + length }, limits)
}

export function panned(range: Range, by: number, limits: Range): Range {
  return within({ from: range.from + by, to: range.to + by }, limits)
}

/** Minimum and maximum of all finite values; 0 … 1 if there are none, widened if they are equal. */
export function extent(...series: ArrayLike<number | null>[]): Range {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const values of series) {
    for (let i = 0; i < values.length; i++) {
      const v = values[i]
      if (v === null) continue
      if (v < from) from = v
      if (v > to && v < Number.POSITIVE_INFINITY) to = v
    }
  }
  if (!(from <= to)) return { from: 0, to: 1 }
  if (from === to) return { from: from - (Math.abs(from) || 1) * 0.5, to: to + (Math.abs(to) || 1) * 0.5 }
  return { from, to }
}

/** Extends a range on both sides by a share of its length. */
export function padded(range: Range, share: number): Range {
  const by = span(range) * share
  return { from: range.from - by, to: range.to + by }
}

/** Maps a value from a range to pixels. */
export function toPixel(value: number, range: Range, pixels: Range): number {
  return pixels.from + ((value - range.from) / span(range)) * span(pixels)
}

export function fromPixel(pixel: number, range: Range, pixels: Range): number {
  return range.from + ((pixel - pixels.from) / span(pixels)) * span(range)
}
