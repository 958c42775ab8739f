import type { Gap } from '../../src-main/contract/common.ts'
import { missingText } from '../../src-main/contract/missing.ts'
import type { TraceView, VoltageUnit, Window } from '../../src-main/contract/recordings.ts'
import { numberAxisSpec, timeAxisSpec } from './axes.ts'
import { readingText, timeAxis, voltageTitle, voltageUnitText, withUnit } from './format.ts'
import { plainLine } from './plot-config.ts'
import type { PlotSpec } from './plot-spec.ts'
import { padded, type Range, span } from './range.ts'
import type { ChartTheme } from './theme.ts'
import { nearest, thinned } from './thin.ts'
import { tickText } from './ticks.ts'

/** What is drawn of a recorded trace. */
export interface TraceParts {
  trace: TraceView
  /** From the first to the last sample of the recording, ms. */
  whole: Range
  /** Range of the voltage axis. */
  voltage: Range
  unit: VoltageUnit
  /** A chosen window, shaded; only where the plot itself shall draw it. */
  window?: Window | null
}

/** More points than these are thinned once more: they would be drawn over each other. */
const mostPoints = 20_000

export function traceSpec({ trace, whole, voltage, unit, window }: TraceParts, theme: ChartTheme): PlotSpec {
  return {
    series: [{ ...plainLine, data: thinned(trace.t, trace.v, mostPoints), borderColor: theme.ink }],
    x: timeAxisSpec(whole, timeAxis(whole)),
    y: numberAxisSpec(voltageTitle(unit), padded(voltage, 0.04)),
    marks: {
      rows: [{ label: 'spikes', at: trace.spikes, color: theme.ink }],
      gaps: gapMarks(trace.gaps),
      ...(window && { shade: { ...window, color: theme.accent } }),
    },
  }
}

/** Stretches of missing samples, as they are marked. */
export function gapMarks(gaps: readonly Gap[]): { from: number; to: number; text: string }[] {
  return gaps.map(({ from, to, samples }) => ({ from, to, text: missingText(samples) }))
}

/** “0–1.8 s, −70 to 32 mV, 5 spikes” in a sentence. */
export function describeTrace({ trace, whole, voltage, unit, window }: TraceParts): string {
  const { milliseconds, unit: timeUnit } = timeAxis(whole)
  const time = (ms: number): string => tickText(ms / milliseconds, span(whole) / milliseconds / 100)
  const volts = (v: number): string => readingText(v, voltage, 100)
  const count = trace.spikes.length
  const spikes =
    count === 0 ? 'no spikes in view' : count === 1 ? 'one spike in view' : `${count} spikes in view`
  const missing = trace.gaps.reduce((sum, { samples }) => sum + samples, 0)
  return [
    `Recorded trace from ${time(whole.from)} to ${time(whole.to)} ${timeUnit}, `,
    `between ${volts(voltage.from)} and ${withUnit(volts(voltage.to), voltageUnitText(unit) || 'model units')}, ${spikes}${missing > 0 ? `, ${missingText(missing)}` : ''}.`,
    window ? ` The chosen window is ${time(window.from)} to ${time(window.to)} ${timeUnit}.` : '',
  ].join('')
}

/** The recorded value at a time, for the line above the plot. */
export function readTrace({ trace, voltage, unit }: TraceParts, time: number): string {
  if (trace.t.length === 0 || time < trace.t[0] || time > trace.t[trace.t.length - 1]) return ''
  const v = trace.v[nearest(trace.t, time)]
  if (v === null) return 'no sample'
  const value = readingText(v, voltage, 400)
  return `recorded ${withUnit(value, voltageUnitText(unit))}`
}
