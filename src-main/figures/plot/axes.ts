import { plain } from '../../contract/numbers.ts'
import { readingText, type TimeAxis, timeReadingText, timeTickText } from '../scale/format.ts'
import type { Range } from '../scale/range.ts'
import { barText, timeBarText } from '../scale/scale-bar.ts'
import { powerTicks, tickText } from '../scale/ticks.ts'
import type { AxisSpec } from './plot-spec.ts'

/** A time axis; values are in ms whatever it shows. */
export function timeAxisSpec(range: Range, axis: TimeAxis): AxisSpec {
  return {
    title: axis.title,
    range,
    tickText: (value, step) => timeTickText(value, step, axis),
    reading: (value, shown, pixels) => timeReadingText(value, shown, pixels, axis),
    bar: timeBarText,
  }
}

/** An axis of plain numbers. */
export function numberAxisSpec(title: string, range: Range): AxisSpec {
  return { title, range, tickText, reading: readingText }
}

/** The axis upwards of a trace: over time, a scale bar in this unit can stand in its place. */
export function traceAxisSpec(title: string, range: Range, unit: string): AxisSpec {
  return { ...numberAxisSpec(title, range), bar: (length) => barText(length, unit) }
}

/**
 * A logarithmic axis of positive numbers: its values, those of the series and of its range, are their decadic logarithms.
 * Ticks and readings say the numbers themselves.
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
