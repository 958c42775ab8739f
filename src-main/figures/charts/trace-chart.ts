import type { Gap } from '../../contract/common.ts'
import { type DataDescription, traceData } from '../../contract/data.ts'
import { missingText } from '../../contract/missing.ts'
import type { TraceView, VoltageUnit, Window } from '../../contract/recordings.ts'
import { numberAxisSpec } from '../plot/axes.ts'
import { dataAxisSpec, dataTitle } from '../plot/data-axes.ts'
import { labelMargin, type Marks, type PlotSpec, type Series } from '../plot/plot-spec.ts'
import { readingText, timeAxis, voltageUnitText, withUnit } from '../scale/format.ts'
import { padded, type Range, span } from '../scale/range.ts'
import { nearest, thinned } from '../scale/thin.ts'
import { tickText } from '../scale/ticks.ts'
import { type Color, faded } from '../theme/theme.ts'

/** What is drawn of a recorded trace. */
export interface TraceParts {
  trace: TraceView
  /** What conditioning makes of it. */
  conditioned?: TraceView | null
  /** From the first to the last sample of the recording, ms. */
  whole: Range
  /** Range of the voltage axis. */
  voltage: Range
  unit: VoltageUnit
  /** A chosen window, shaded; only where the plot itself shall draw it. */
  window?: Window | null
  /** What is drawn, where it is not the recorded voltage over time. */
  data?: DataDescription
  /** Whether times are the model’s own, not the recording’s. */
  modelTime?: boolean
}

/** More points than these are thinned once more: they would be drawn over each other. */
const mostPoints = 20_000

export function traceSpec(parts: TraceParts): PlotSpec {
  const { trace, conditioned, whole, voltage, unit, window, data = traceData, modelTime } = parts
  const x = dataAxisSpec(data, whole)
  const line = ({ t, v }: TraceView, color: Color): Series => ({
    data: thinned(t, v, mostPoints),
    line: { color, width: 1 },
  })
  return {
    // Under what was made of it the recording steps back.
    series: conditioned
      ? [line(trace, faded('ink', 0.4)), line(conditioned, 'accent')]
      : [line(trace, 'ink')],
    x: modelTime && data.axis.unit === 'ms' ? { ...x, title: `model ${x.title}` } : x,
    y: numberAxisSpec(dataTitle(data, unit), padded(voltage, 0.04)),
    ...(conditioned && { margin: labelMargin }),
    marks: {
      rows:
        data.axis.unit === 'ms' ? [{ label: 'spikes', at: (conditioned ?? trace).spikes, color: 'ink' }] : [],
      gaps: gapMarks(trace.gaps),
      ...(conditioned && { labels: labelsOf(trace, conditioned) }),
      ...(window && { shade: { ...window, color: 'accent' } }),
    },
  }
}

function labelsOf(trace: TraceView, conditioned: TraceView): NonNullable<Marks['labels']> {
  const end = ({ v }: TraceView): number => v.findLast((value) => value !== null) ?? 0
  return [
    { text: 'recorded', y: end(trace), color: 'inkSoft', sample: 'line' },
    { text: 'conditioned', y: end(conditioned), color: 'accent', sample: 'line' },
  ]
}

/** Stretches of missing samples, as they are marked. */
export function gapMarks(gaps: readonly Gap[]): { from: number; to: number; text: string }[] {
  return gaps.map(({ from, to, samples }) => ({ from, to, text: missingText(samples) }))
}

/** “0–1.8 s, −70 to 32 mV, 5 spikes” in a sentence. */
export function describeTrace({
  trace,
  conditioned,
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
    conditioned ? ' Drawn over it: what conditioning makes of it.' : '',
    window ? ` The chosen window is ${time(window.from)} to ${time(window.to)} ${timeUnit}.` : '',
  ].join('')
}

/** The recorded value at a time, for the line above the plot. */
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
