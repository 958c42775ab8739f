import { plain } from '../../contract/numbers.ts'
import { readingText, type TimeAxis, timeReadingText, timeTickText } from '../scale/format.ts'
import type { Range } from '../scale/range.ts'
import { powerTicks, tickText } from '../scale/ticks.ts'
import type { AxisSpec } from './plot-spec.ts'

/** A time axis; values are in ms whatever it shows. */
export function timeAxisSpec(range: Range, axis: TimeAxis): AxisSpec {
  return {
    title: axis.title,
    range,
    tickText: (value, step) => timeTickText(value, step, axis),
    reading: (value, shown, pixels) => timeReadingText(value, shown, pixels, axis),
  }
}

/** An axis of plain numbers. */
export function numberAxisSpec(title: string, range: Range): AxisSpec {
  return { title, range, tickText, reading: readingText }
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
