import { fixed } from '../../contract/numbers.ts'
import { readingText, type TimeAxis, timeReadingText, withUnit } from '../scale/format.ts'
import { type Range, span } from '../scale/range.ts'
import { tickDecimals } from '../scale/ticks.ts'

/** What two cursors measure on a plot over time. */
export interface Measured {
  /** The value at a time, ms; null if there is none. */
  at(time: number): number | null
  /** Times that cursors can jump to, ascending, ms: spikes. */
  spikes: readonly number[]
  /** Symbol of the values: “V”, “u”. */
  symbol: string
  unit: string | null
  /** Range of the values, which determines their decimals. */
  heights: Range
  axis: TimeAxis
}

/** Cursor times, ms, in any order. */
export interface Cursors {
  first: number
  second: number
}

/**
 * Initial cursors: on the two spikes around a time, one interspike interval apart; at thirds of the visible range if
 * there are none.
 */
export function placedCursors(spikes: readonly number[], shown: Range, about: number): Cursors {
  const seen = spikes.filter((time) => time >= shown.from && time <= shown.to)
  const after = seen.findIndex((time) => time > about)
  const second = Math.max(1, after < 0 ? seen.length - 1 : after)
  if (seen.length >= 2) return { first: seen[second - 1], second: seen[second] }
  const third = span(shown) / 3
  return { first: shown.from + third, second: shown.to - third }
}

/** The next spike after a time, or the previous one; null if there is none. */
export function nextSpike(spikes: readonly number[], time: number, direction: -1 | 1): number | null {
  const found =
    direction > 0 ? spikes.find((spike) => spike > time) : spikes.findLast((spike) => spike < time)
  return found ?? null
}

/**
 * “Δt 12.4 ms · ΔV −85.3 mV · 1/Δt 80.6 Hz”: from the earlier cursor to the later one.
 * @param shown visible range
 * @param pixels its width on screen: Δt is rounded to the resolution of one pixel
 */
export function intervalText(cursors: Cursors, measured: Measured, shown: Range, pixels: number): string {
  const [from, to] = [Math.min(cursors.first, cursors.second), Math.max(cursors.first, cursors.second)]
  const interval = to - from
  const [before, after] = [measured.at(from), measured.at(to)]
  const heights =
    before === null || after === null
      ? []
      : [`Δ${measured.symbol} ${withUnit(readingText(after - before, measured.heights, 400), measured.unit)}`]
  const rate = interval > 0 ? [`1/Δt ${rateText(1000 / interval)} Hz`] : []
  return [`Δt ${intervalDigits(interval, span(shown) / Math.max(1, pixels))}`, ...heights, ...rate].join(
    ' · ',
  )
}

/** A cursor's position as text: “120.3 ms, −60.2 mV”. */
export function cursorText(time: number, measured: Measured, shown: Range, pixels: number): string {
  const height = measured.at(time)
  const at = timeReadingText(time, shown, pixels, measured.axis)
  return height === null
    ? at
    : `${at}, ${withUnit(readingText(height, measured.heights, 400), measured.unit)}`
}

/** Formats an interval in ms below ten seconds, in s above. */
function intervalDigits(interval: number, pixel: number): string {
  if (interval < 10_000) return `${fixed(interval, tickDecimals(pixel))} ms`
  return `${fixed(interval / 1000, tickDecimals(pixel / 1000))} s`
}

/** Three significant digits. */
function rateText(rate: number): string {
  return fixed(rate, Math.max(0, 2 - Math.floor(Math.log10(rate))))
}
