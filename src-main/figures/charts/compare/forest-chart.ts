import type { VerdictLevel } from '../../../contract/common.ts'
import type { Spread } from '../../../contract/groups.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import type { AxisSpec, PlotSpec, Series } from '../../plot/plot-spec.ts'
import { extent, padded, type Range } from '../../scale/range.ts'
import type { ColorRole } from '../../theme/theme.ts'
import { verdictPoint } from './verdict-point.ts'

/** A row of a forest plot; without a value only its label is shown. */
export interface ForestRow {
  label: string
  value: Spread | null
  /** Verdict mark; a diamond for a pooled estimate (a group). */
  mark: VerdictLevel | 'sum'
}

export interface ForestParts {
  /** Title of the x-axis: “θ₀”, “σ, mV”. */
  title: string
  rows: readonly ForestRow[]
  /** The prior's 90 % interval, drawn as a band, clipped to the axis range. */
  prior?: { q05: number; q95: number } | undefined
  /** Reference value without effect, if there is one. */
  none?: number | undefined
}

/** Height of a row, and of everything else, px. */
const [row, beside] = [22, 48]
/** Minimum height, px: a single row still needs room for the axis and its title. */
const lowest = 92
const letters = 6.4
const longest = 34

/** Height of a forest plot, px. */
export function forestHeight({ rows }: Pick<ForestParts, 'rows'>): number {
  return Math.max(lowest, row * rows.length + beside)
}

/**
 * Forest plot: a row per estimate of one quantity with a thick 50 % interval, a thin 90 % interval and the median. The
 * axis range covers all intervals; the prior's band is clipped to it.
 */
export function forestSpec({ title, rows, prior, none }: ForestParts): PlotSpec {
  const values = rows.flatMap(({ value }) => value ?? [])
  const range = padded(
    extent(
      // Includes the 50 % interval: in older reports it comes from the stored draws and may exceed the 90 % interval.
      values.flatMap(({ q05, q25, q75, q95 }) => [q05, q25, q75, q95]),
      none === undefined ? [] : [none],
    ),
    0.06,
  )
  const at = (i: number): number => rows.length - i
  const lines = (ends: (value: Spread) => [number, number], width: number): Series[] =>
    rows.flatMap(({ value, mark }, i) => {
      if (!value) return []
      const [from, to] = ends(value)
      const data = [from, to].map((x) => ({ x, y: at(i) }))
      return [{ data, line: { color: colorOf(mark), width } }]
    })
  const medians = rows.flatMap(({ value, mark }, i): Series[] =>
    value ? [{ data: [{ x: value.q50, y: at(i) }], points: pointOf(mark) }] : [],
  )
  const reference: Series[] =
    none === undefined
      ? []
      : [
          {
            data: [0, rows.length + 1].map((y) => ({ x: none, y })),
            line: { color: 'inkSoft', width: 1, dash: [4, 3] },
          },
        ]
  return {
    series: [
      ...reference,
      ...lines(({ q05, q95 }) => [q05, q95], 1.5),
      ...lines(({ q25, q75 }) => [q25, q75], 5),
      ...medians,
    ],
    x: numberAxisSpec(title, range),
    y: labelAxis(rows.map(({ label }) => label)),
    left: leftOf(rows),
    ...(prior && { marks: { shade: { ...clipped(prior, range), color: 'prior' as const } } }),
  }
}

function colorOf(mark: ForestRow['mark']): ColorRole {
  return mark === 'sum' ? 'ink' : mark === 'unreliable' ? 'flag' : 'accent'
}

function pointOf(mark: ForestRow['mark']) {
  if (mark !== 'sum') return verdictPoint(mark)
  return {
    shape: 'diamond' as const,
    radius: 6.5,
    color: 'ink' as const,
    border: { color: 'paper' as const, width: 1 },
  }
}

/** A categorical axis, first row on top. */
function labelAxis(labels: readonly string[]): AxisSpec {
  const rows = labels.length
  const text = (value: number): string => shortened(labels[rows - Math.round(value)] ?? '')
  return {
    title: '',
    range: { from: 0.4, to: rows + 0.6 },
    tickText: text,
    reading: text,
    places: () => labels.map((_, i) => rows - i),
  }
}

function leftOf(rows: readonly ForestRow[]): number {
  const most = Math.max(...rows.map(({ label }) => [...shortened(label)].length))
  return Math.max(68, Math.round(most * letters) + 18)
}

/** Shortens a long label in the middle. */
function shortened(label: string): string {
  const letters = [...label]
  if (letters.length <= longest) return label
  return `${letters.slice(0, 20).join('')}…${letters.slice(-13).join('')}`
}

function clipped({ q05, q95 }: { q05: number; q95: number }, { from, to }: Range): Range {
  return { from: Math.min(Math.max(q05, from), to), to: Math.max(Math.min(q95, to), from) }
}
