import { plain } from '../../contract/numbers.ts'
import { readingText, type TimeAxis, timeReadingText, timeTickText } from '../scale/format.ts'
import type { Range } from '../scale/range.ts'
import { barText, timeBarText } from '../scale/scale-bar.ts'
import { powerTicks, tickText } from '../scale/ticks.ts'
import type { AxisSpec } from './plot-spec.ts'

/** A time axis; values are in ms whatever the displayed unit. */
export function timeAxisSpec(range: Range, axis: TimeAxis): AxisSpec {
  return {
    title: axis.title,
    range,
    tickText: (value, step) => timeTickText(value, step, axis),
    reading: (value, shown, pixels) => timeReadingText(value, shown, pixels, axis),
    bar: timeBarText,
  }
}

/** A linear axis of numbers. */
export function numberAxisSpec(title: string, range: Range): AxisSpec {
  return { title, range, tickText, reading: readingText }
}

/** The y-axis of a trace: a scale bar in this unit can replace it. */
export function traceAxisSpec(title: string, range: Range, unit: string): AxisSpec {
  return { ...numberAxisSpec(title, range), bar: (length) => barText(length, unit) }
}

/**
 * A logarithmic axis of positive numbers: its range and the series' values are their log10. Ticks and readouts show the
 * numbers themselves.
 */
export function logAxisSpec(title: string, range: Range): AxisSpec {
  return {
    title,
    range,
    places: powerTicks,
    tickText: (value) => plain(Number((10 ** value).toPrecision(3))),
    reading: (value) => plain(Number((10 ** value).toPrecision(3))),
  }
}
