import { type Range, span, within } from '../../src-main/figures/scale/range.ts'
import { niceStep } from '../../src-main/figures/scale/ticks.ts'

/** The part of a window that is moved: one end, or all of it. */
export type WindowPart = 'from' | 'to' | 'whole'

export interface WindowLimits {
  /** Range of the recording. */
  whole: Range
  least: number
  most: number
}

/**
 * Moves a part of a window; the other end stays fixed. Where the window would become too short or too long, the moved
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

/** A drawn window, limited to the allowed range and length; it keeps its start. */
export function allowedWindow(window: Range, { whole, least, most }: WindowLimits): Range {
  const length = Math.min(most, Math.max(least, span(window)))
  return within({ from: window.from, to: window.from + length }, whole)
}

/**
 * A window with round ends, readable in text: multiples of the 1, 2 or 5 · 10ⁿ that is about 1/`pieces` of it. Where it
 * is too short, too long or out of range, an end is the next allowed round one; only the recording's own ends stay
 * unrounded.
 */
export function roundWindow(window: Range, limits: WindowLimits, pieces: number): Range {
  const { whole, least, most } = limits
  const allowed = allowedWindow(window, limits)
  const step = niceStep(span(allowed), pieces)
  // Multiples without binary rounding errors.
  const multiple = (count: number): number => Number((count * step).toPrecision(12))
  const nearest = (time: number): number =>
    Math.min(whole.to, Math.max(whole.from, multiple(Math.round(time / step))))
  const from = nearest(allowed.from)
  const to = nearest(allowed.to)
  if (to - from > most)
    return allowedWindow({ from, to: multiple(Math.floor((from + most) / step + 1e-9)) }, limits)
  if (to - from < least)
    return allowedWindow({ from, to: multiple(Math.ceil((from + least) / step - 1e-9)) }, limits)
  return { from, to }
}
