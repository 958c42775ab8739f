import type { TraceView } from '../../contract/recordings.ts'
import { timeAxisSpec, traceAxisSpec } from '../plot/axes.ts'
import type { PlotSpec } from '../plot/plot-spec.ts'
import { readingText, timeAxis, withUnit } from '../scale/format.ts'
import { extent, padded, type Range } from '../scale/range.ts'
import { nearest, thinned } from '../scale/thin.ts'

/** Content of a stimulus plot. */
export interface StimulusParts {
  name: string
  /** As in the file; null if it states none. */
  unit: string | null
  view: TraceView
  /** Time range of the recording, ms. */
  whole: Range
  /** Range of its values in the whole sweep. */
  range: Range
  /** Width of the right margin, px: the same as in the trace above. */
  margin?: number | undefined
}

const mostPoints = 20_000

export function stimulusSpec({ unit, view, whole, range, margin }: StimulusParts): PlotSpec {
  return {
    series: [{ data: thinned(view.t, view.v, mostPoints), line: { color: 'inkSoft', width: 1 } }],
    // The trace above carries the axis title.
    x: { ...timeAxisSpec(whole, timeAxis(whole)), title: '' },
    y: traceAxisSpec(unit ?? 'no unit', padded(extent([range.from, range.to]), 0.1), unit ?? ''),
    ...(margin !== undefined && { margin }),
  }
}

/** “Stimulus Cmd 0, from −20 to 80 pA.” */
export function describeStimulus({ name, unit, range }: StimulusParts): string {
  const text = (value: number): string => readingText(value, extent([range.from, range.to]), 100)
  if (range.from === range.to)
    return `Stimulus ${name}, ${withUnit(text(range.from), unit ?? '')} throughout.`
  return `Stimulus ${name}, from ${text(range.from)} to ${withUnit(text(range.to), unit ?? '')}.`
}

/** The stimulus at a time, for the readout above the plot. */
export function readStimulus({ view, range, unit }: StimulusParts, time: number): string {
  const { t, v } = view
  if (t.length === 0 || time < t[0] || time > t[t.length - 1]) return ''
  const value = v[nearest(t, time)]
  return value === null
    ? 'no sample'
    : withUnit(readingText(value, extent([range.from, range.to]), 400), unit ?? '')
}
