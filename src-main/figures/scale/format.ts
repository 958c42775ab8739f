import type { Summary } from '../../contract/common.ts'
import { decimalsFor, estimateText, rangeText } from '../../contract/estimate-text.ts'
import { fixed } from '../../contract/numbers.ts'
import type { VoltageUnit } from '../../contract/recordings.ts'
import { type Range, span } from './range.ts'
import { tickDecimals, tickText } from './ticks.ts'

/** A time axis's unit, its length in ms, and the axis title. */
export interface TimeAxis {
  unit: 'ms' | 's'
  milliseconds: number
  title: string
}

/** ms up to five seconds, s beyond; by the whole recording, so that the unit does not change while zooming. */
export function timeAxis(whole: Range): TimeAxis {
  return span(whole) <= 5000
    ? { unit: 'ms', milliseconds: 1, title: 'time, ms' }
    : { unit: 's', milliseconds: 1000, title: 'time, s' }
}

/** Tick label at a time in ms. */
export function timeTickText(time: number, step: number, axis: TimeAxis): string {
  return tickText(time / axis.milliseconds, step / axis.milliseconds)
}

/** Title of a voltage axis: “voltage, mV”; “u, model units”. */
export function voltageTitle(unit: VoltageUnit): string {
  return `${unit === 'none' ? 'u' : 'voltage'}, ${voltageAxisUnit(unit)}`
}

/** “mV”; “model units”. */
export function voltageAxisUnit(unit: VoltageUnit): string {
  return voltageUnitText(unit) || 'model units'
}

export function voltageUnitText(unit: VoltageUnit): string {
  if (unit === 'none') return ''
  return unit === 'uV' ? 'µV' : unit
}

/** A value read off an axis, rounded to the resolution of one pixel. */
export function readingText(value: number, range: Range, pixels: number): string {
  return fixed(value, tickDecimals(span(range) / Math.max(1, pixels)))
}

export function timeReadingText(time: number, range: Range, pixels: number, axis: TimeAxis): string {
  const { milliseconds, unit } = axis
  return `${readingText(time / milliseconds, { from: range.from / milliseconds, to: range.to / milliseconds }, pixels)} ${unit}`
}

/** A value rounded by its uncertainty: two significant digits of the uncertainty. */
export function byUncertainty(value: number, uncertainty: number): string {
  return fixed(value, decimalsFor(uncertainty))
}

/** “median 0.642, 90 % interval 0.627–0.657”. */
export function summaryWords(summary: Summary): string {
  const { median, low, high } = estimateText(summary)
  return `median ${median}, 90 % interval ${rangeText(low, high)}`
}

/** Appends the unit, if there is one. */
export function withUnit(text: string, unit: string | null): string {
  return unit ? `${text} ${unit}` : text
}
