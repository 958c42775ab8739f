import type { VerdictLevel } from '../../../contract/common.ts'
import type { Spread } from '../../../contract/groups.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import type { AxisSpec, PlotSpec, Series } from '../../plot/plot-spec.ts'
import { extent, padded, type Range } from '../../scale/range.ts'
import type { ColorRole } from '../../theme/theme.ts'
import { verdictPoint } from './verdict-point.ts'

/** A line of a forest plot; without a value it is an empty line with its words. */
export interface ForestRow {
  label: string
  value: Spread | null
  /** A verdict chooses the mark; a sum of others (a group) has a diamond. */
  mark: VerdictLevel | 'sum'
}

export interface ForestParts {
  /** Title of the axis of values: “θ₀”, “σ, mV”. */
  title: string
  rows: readonly ForestRow[]
  /** The prior's 90 % interval, drawn as a band as far as it is in view. */
  prior?: { q05: number; q95: number } | undefined
  /** A value to hold the intervals against, where there is one: no effect. */
  none?: number | undefined
}

/** Height of a row, and of all beside them, px. */
const [row, beside] = [22, 48]
/** One row alone has its axis and its title below it all the same, px. */
const lowest = 92
const letters = 6.4
const longest = 34

/** The height that a forest plot needs, px. */
export function forestHeight({ rows }: Pick<ForestParts, 'rows'>): number {
  return Math.max(lowest, row * rows.length + beside)
}

/**
 * A line for each of several estimates of one quantity: 50 % interval thick, 90 % thin, the median marked. The axis shows all
 * intervals, and of the prior's band what lies there.
 */
export function forestSpec({ title, rows, prior, none }: ForestParts): PlotSpec {
  const values = rows.flatMap(({ value }) => value ?? [])
  const range = padded(
    extent(
      // The inner interval too: that of an earlier report is of its kept draws, and may reach beyond.
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

/** An axis whose places are rows, the first on top. */
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

/** Beginning and end of what is too long for its axis. */
function shortened(label: string): string {
  const letters = [...label]
  if (letters.length <= longest) return label
  return `${letters.slice(0, 20).join('')}…${letters.slice(-13).join('')}`
}

function clipped({ q05, q95 }: { q05: number; q95: number }, { from, to }: Range): Range {
  return { from: Math.min(Math.max(q05, from), to), to: Math.max(Math.min(q95, to), from) }
}
