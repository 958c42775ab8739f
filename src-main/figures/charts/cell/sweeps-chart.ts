import type { VoltageUnit } from '../../../contract/recordings.ts'
import { timeAxisSpec, traceAxisSpec } from '../../plot/axes.ts'
import { labelMargin, type Marks, type PlotSpec, type Series } from '../../plot/plot-spec.ts'
import {
  readingText,
  timeAxis,
  voltageAxisUnit,
  voltageTitle,
  voltageUnitText,
  withUnit,
} from '../../scale/format.ts'
import { extent, padded, type Range } from '../../scale/range.ts'
import { nearest, thinned } from '../../scale/thin.ts'
import { type Color, faded } from '../../theme/theme.ts'

/** A sweep's voltage or injected current over time. */
export interface SweepLine {
  /** Index of the sweep in the recording. */
  sweep: number
  name: string
  /** ms, and values; null where a sample is missing. */
  t: readonly number[]
  y: readonly (number | null)[]
  /** Whether the sweep contains spikes. */
  firing: boolean
  /** Excluded from the estimate: drawn faintest. */
  leftOut?: boolean | undefined
}

/** Overlaid sweeps, or their currents. */
export interface SweepLines {
  lines: readonly SweepLine[]
  /** Index of the highlighted sweep. */
  chosen: number | null
  /** Time range of the samples, ms. */
  whole: Range
  /** Range of the y-axis. */
  heights: Range
}

const mostPoints = 4000

/** Sweeps without spikes in ink, sweeps with spikes lighter, the chosen one on top in the accent. */
export function sweepsSpec(parts: SweepLines, unit: VoltageUnit, timeShown = false): PlotSpec {
  const x = timeAxisSpec(parts.whole, timeAxis(parts.whole))
  return {
    series: linesOf(parts),
    // The command plot below carries the axis title.
    x: timeShown ? x : { ...x, title: '', ticks: false },
    y: traceAxisSpec(voltageTitle(unit), padded(parts.heights, 0.04), voltageAxisUnit(unit)),
    margin: labelMargin,
    marks: { labels: labelsOf(parts) },
  }
}

/** The injected currents on the same time axis, in the colours of their sweeps. */
export function commandSpec(parts: SweepLines): PlotSpec {
  return {
    series: linesOf(parts),
    x: timeAxisSpec(parts.whole, timeAxis(parts.whole)),
    y: traceAxisSpec('current, pA', padded(parts.heights, 0.1), 'pA'),
    margin: labelMargin,
  }
}

function linesOf({ lines, chosen }: SweepLines): Series[] {
  const of = (some: readonly SweepLine[], color: Color, width: number): Series[] =>
    some.map(({ t, y }) => ({ data: thinned(t, y, mostPoints), line: { color, width } }))
  const rest = lines.filter(({ sweep }) => sweep !== chosen)
  const taken = rest.filter(({ leftOut }) => !leftOut)
  return [
    ...of(
      rest.filter(({ leftOut }) => leftOut),
      'line',
      1,
    ),
    ...of(
      taken.filter(({ firing }) => firing),
      faded('inkSoft', 0.45),
      1,
    ),
    ...of(
      taken.filter(({ firing }) => !firing),
      faded('ink', 0.85),
      1,
    ),
    ...of(
      lines.filter(({ sweep }) => sweep === chosen),
      'accent',
      1.5,
    ),
  ]
}

function labelsOf({ lines, chosen }: SweepLines): NonNullable<Marks['labels']> {
  const end = ({ y }: SweepLine): number => y.findLast((value) => value !== null) ?? 0
  const rest = lines.filter(({ sweep, leftOut }) => sweep !== chosen && !leftOut)
  const [silent, firing] = [rest.find((one) => !one.firing), rest.find((one) => one.firing)]
  const picked = lines.find(({ sweep }) => sweep === chosen)
  return [
    ...(picked
      ? [{ text: shortened(picked.name), y: end(picked), color: 'accent' as const, sample: 'line' as const }]
      : []),
    ...(silent ? [{ text: 'silent', y: end(silent), color: 'ink' as const, sample: 'line' as const }] : []),
    ...(firing
      ? [{ text: 'with spikes', y: end(firing), color: 'prior' as const, sample: 'line' as const }]
      : []),
  ]
}

/** The right margin fits about this many characters. */
function shortened(name: string): string {
  return name.length > 12 ? `${name.slice(0, 11)}…` : name
}

/** One line: number of sweeps, and of those without spikes. */
export function describeSweeps({ lines, chosen, heights }: SweepLines, unit: VoltageUnit): string {
  const taken = lines.filter(({ leftOut }) => !leftOut)
  const silent = taken.filter(({ firing }) => !firing).length
  const picked = lines.find(({ sweep }) => sweep === chosen)
  const text = (value: number): string => readingText(value, heights, 100)
  return [
    `${taken.length} sweeps overlaid, ${silent} of them without spikes, between ${text(heights.from)} and ${withUnit(text(heights.to), voltageUnitText(unit))}.`,
    picked ? ` Highlighted: ${picked.name}.` : '',
  ].join('')
}

/** One line: range of the currents. */
export function describeCommand({ heights }: SweepLines): string {
  const text = (value: number): string => readingText(value, heights, 100)
  return `Injected current of each sweep on the same time axis, between ${text(heights.from)} and ${text(heights.to)} pA.`
}

/** The chosen sweep's value at a time, for the readout above the plot. */
export function readSweep({ lines, chosen, heights }: SweepLines, unit: string, time: number): string {
  const one = lines.find(({ sweep }) => sweep === chosen)
  if (!one || one.t.length === 0) return ''
  const value = one.y[nearest(one.t, time)]
  return value === null ? 'no sample' : `${one.name}: ${withUnit(readingText(value, heights, 400), unit)}`
}

/** Range of the values of all lines. */
export function heightsOf(lines: readonly Pick<SweepLine, 'y'>[]): Range {
  return extent(...lines.map(({ y }) => y))
}
