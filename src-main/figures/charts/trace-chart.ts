import type { Gap } from '../../contract/common.ts'
import { type DataDescription, traceData } from '../../contract/data.ts'
import { missingText } from '../../contract/missing.ts'
import type { TraceView, VoltageUnit, Window } from '../../contract/recordings.ts'
import { dataAxisSpec, dataHeightsSpec } from '../plot/data-axes.ts'
import type { Measured } from '../plot/measured.ts'
import { type AxisSpec, labelMargin, type Marks, type PlotSpec, type Series } from '../plot/plot-spec.ts'
import { readingText, timeAxis, voltageUnitText, withUnit } from '../scale/format.ts'
import { padded, type Range, span } from '../scale/range.ts'
import { timeBarText } from '../scale/scale-bar.ts'
import { nearest, thinned } from '../scale/thin.ts'
import { tickText } from '../scale/ticks.ts'
import { type Color, faded } from '../theme/theme.ts'

/** Content of a trace plot. */
export interface TraceParts {
  trace: TraceView
  /** The trace after conditioning. */
  conditioned?: TraceView | null
  /** Other sweeps, drawn faintly underneath, with their names; at most `mostOverlaid`. */
  overlaid?: readonly { name: string; trace: TraceView }[]
  /** Name of this sweep, if others are drawn underneath. */
  name?: string
  /** Time range of the recording, ms. */
  whole: Range
  /** Range of the voltage axis. */
  voltage: Range
  unit: VoltageUnit
  /** A chosen window, shaded; only if the plot itself is to draw it. */
  window?: Window | null
  /** Description of the data, if not the recorded voltage over time. */
  data?: DataDescription
  /** Whether times are model times rather than the recording’s. */
  modelTime?: boolean
}

/** Colours of sweeps drawn underneath. */
export const overlaidColors = ['firstOfMany', 'secondOfMany', 'caution', 'flag', 'prior'] as const
/** More sweeps would be indistinguishable. */
export const mostOverlaid = overlaidColors.length

/** Longer traces are decimated again: their points would overlap on screen. */
const mostPoints = 20_000

export function traceSpec(parts: TraceParts): PlotSpec {
  const {
    trace,
    conditioned,
    overlaid = [],
    whole,
    voltage,
    unit,
    window,
    data = traceData,
    modelTime,
  } = parts
  const labels = labelsOf(parts)
  const x = dataAxisSpec(data, whole)
  const line = ({ t, v }: TraceView, color: Color): Series => ({
    data: thinned(t, v, mostPoints),
    line: { color, width: 1 },
  })
  return {
    // The recording is drawn fainter beneath the conditioned trace.
    series: [
      ...overlaid.map((one, i) => line(one.trace, faded(overlaidColors[i % mostOverlaid], 0.7))),
      ...(conditioned ? [line(trace, faded('ink', 0.4)), line(conditioned, 'accent')] : [line(trace, 'ink')]),
    ],
    x: modelTime && data.axis.unit === 'ms' ? modelAxis(x) : x,
    y: dataHeightsSpec(data, unit, padded(voltage, 0.04)),
    ...(labels.length > 0 && { margin: labelMargin }),
    marks: {
      rows:
        data.axis.unit === 'ms' ? [{ label: 'spikes', at: (conditioned ?? trace).spikes, color: 'ink' }] : [],
      gaps: gapMarks(trace.gaps),
      labels,
      ...(window && { shade: { ...window, color: 'accent' } }),
    },
  }
}

function modelAxis(time: AxisSpec): AxisSpec {
  return { ...time, title: `model ${time.title}`, bar: (length) => `${timeBarText(length)}, model time` }
}

/** Line labels, if there is more than one line. */
function labelsOf({ trace, conditioned, overlaid = [], name }: TraceParts): NonNullable<Marks['labels']> {
  if (!conditioned && overlaid.length === 0) return []
  const end = ({ v }: TraceView): number => v.findLast((value) => value !== null) ?? 0
  return [
    {
      text: (overlaid.length > 0 && name && shortened(name)) || 'recorded',
      y: end(trace),
      color: conditioned ? 'inkSoft' : 'ink',
      sample: 'line',
    },
    ...(conditioned
      ? [{ text: 'conditioned', y: end(conditioned), color: 'accent' as const, sample: 'line' as const }]
      : []),
    ...overlaid.map((one, i) => ({
      text: shortened(one.name),
      y: end(one.trace),
      color: overlaidColors[i % mostOverlaid],
      sample: 'line' as const,
    })),
  ]
}

/** A name shortened to fit the margin. */
export function shortened(name: string): string {
  return name.length <= 13 ? name : `${name.slice(0, 12)}…`
}

/** Marks of missing samples. */
export function gapMarks(gaps: readonly Gap[]): { from: number; to: number; text: string }[] {
  return gaps.map(({ from, to, samples }) => ({ from, to, text: missingText(samples) }))
}

/** “0–1.8 s, −70 to 32 mV, 5 spikes” in a sentence. */
export function describeTrace({
  trace,
  conditioned,
  overlaid = [],
  whole,
  voltage,
  unit,
  window,
  modelTime,
}: TraceParts): string {
  const { milliseconds, unit: timeUnit } = timeAxis(whole)
  const time = (ms: number): string => tickText(ms / milliseconds, span(whole) / milliseconds / 100)
  const volts = (v: number): string => readingText(v, voltage, 100)
  const count = (conditioned ?? trace).spikes.length
  const spikes =
    count === 0 ? 'no spikes in view' : count === 1 ? 'one spike in view' : `${count} spikes in view`
  const missing = trace.gaps.reduce((sum, { samples }) => sum + samples, 0)
  return [
    `${modelTime ? 'Model input' : 'Recorded trace'} from ${time(whole.from)} to ${time(whole.to)} ${timeUnit}${modelTime ? ' of model time' : ''}, `,
    `between ${volts(voltage.from)} and ${withUnit(volts(voltage.to), voltageUnitText(unit) || 'model units')}, ${spikes}${missing > 0 ? `, ${missingText(missing)}` : ''}.`,
    conditioned ? ' Overlaid: the conditioned trace.' : '',
    overlaid.length > 0 ? ` Below it: ${overlaid.map(({ name }) => name).join(', ')}.` : '',
    window ? ` The chosen window is ${time(window.from)} to ${time(window.to)} ${timeUnit}.` : '',
  ].join('')
}

/** What cursors measure on the trace, or on the conditioned one if drawn; undefined if the data are not over time. */
export function measureTrace(parts: TraceParts): Measured | undefined {
  const { trace, conditioned, whole, voltage, unit, data = traceData } = parts
  if (data.axis.unit !== 'ms') return undefined
  const view = conditioned ?? trace
  return {
    at: (time) => heightAt(view, time),
    spikes: view.spikes,
    symbol: unit === 'none' ? data.value.symbol : 'V',
    unit: voltageUnitText(unit) || null,
    heights: voltage,
    axis: timeAxis(whole),
  }
}

/** Value of the sample nearest to a time; null if it is missing, or there is none. */
function heightAt({ t, v }: TraceView, time: number): number | null {
  return t.length === 0 || time < t[0] || time > t[t.length - 1] ? null : v[nearest(t, time)]
}

/** The recorded value at a time, for the readout above the plot. */
export function readTrace({ trace, conditioned, voltage, unit }: TraceParts, time: number): string {
  const at = (view: TraceView): string | null => {
    if (view.t.length === 0 || time < view.t[0] || time > view.t[view.t.length - 1]) return null
    const v = view.v[nearest(view.t, time)]
    return v === null ? '' : withUnit(readingText(v, voltage, 400), voltageUnitText(unit))
  }
  const recorded = at(trace)
  if (recorded === null) return ''
  if (recorded === '') return 'no sample'
  const made = conditioned && at(conditioned)
  return made ? `recorded ${recorded} · conditioned ${made}` : `recorded ${recorded}`
}
