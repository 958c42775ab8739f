import { type Range, span, within } from '../../src-main/figures/scale/range.ts'

/** What of a window is moved: one end, or all of it. */
export type WindowPart = 'from' | 'to' | 'whole'

export interface WindowLimits {
  /** The recording. */
  whole: Range
  least: number
  most: number
}

/**
 * Moves a part of a window; the other end stays, unless the window would become too short or too long: then an
 * end stops, and never passes the other.
 */
export function movedWindow(window: Range, part: WindowPart, by: number, limits: WindowLimits): Range {
  const { whole, least, most } = limits
  if (part === 'whole') return within({ from: window.from + by, to: window.to + by }, whole)
  if (part === 'from') {
    const from = Math.min(window.to - least, Math.max(window.to - most, whole.from, window.from + by))
    return { from, to: window.to }
  }
  const to = Math.max(window.from + least, Math.min(window.from + most, whole.to, window.to + by))
  return { from: window.from, to }
}

/** A drawn window, cut to what is allowed; it keeps its start. */
export function allowedWindow(window: Range, { whole, least, most }: WindowLimits): Range {
  const length = Math.min(most, Math.max(least, span(window)))
  return within({ from: window.from, to: window.from + length }, whole)
}
