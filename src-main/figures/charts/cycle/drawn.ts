import type { RecordedCycles } from '../../../contract/cycles.ts'
import { timeAxisSpec } from '../../plot/axes.ts'
import type { AxisSpec, LineStyle, Series } from '../../plot/plot-spec.ts'
import type { Range } from '../../scale/range.ts'
import { type Color, type ColorRole, faded } from '../../theme/theme.ts'

/** The plotted part of the cycle. */
export type CyclePart = 'cycle' | 'spike'

/** Time range around the crossing, in units of the spike's width. */
const spikeFrom = -3
const spikeTo = 6

/** Plotted time range, ms from the crossing. */
export function cycleTimes({ t, width }: RecordedCycles, part: CyclePart): Range {
  const whole = { from: t[0], to: t[t.length - 1] }
  if (part === 'cycle') return whole
  return {
    from: Math.max(whole.from, spikeFrom * width),
    to: Math.min(whole.to, spikeTo * width),
  }
}

/** Indices of the times within a range, half-open. */
export function within(t: readonly number[], { from, to }: Range): [number, number] {
  const first = t.findIndex((time) => time >= from)
  return [Math.max(0, first), t.findLastIndex((time) => time <= to) + 1]
}

export function msAxis(times: Range): AxisSpec {
  return timeAxisSpec(times, { unit: 'ms', milliseconds: 1, title: 'time from the crossing, ms' })
}

/** A line over the times [from, to), with gaps at missing values. */
export function lineOf(
  t: readonly number[],
  y: readonly (number | null)[],
  [from, to]: [number, number],
  style: LineStyle,
): Series {
  return {
    data: t.slice(from, to).map((x, i) => ({ x, y: y[from + i] ?? Number.NaN })),
    // A spike's upstroke spans only a few pixels.
    line: { ...style, exact: true },
  }
}

/** A band: the lower edge has no line, the upper one fills down to it. */
export function bandOf(
  t: readonly number[],
  { q05, q95 }: { q05: readonly number[]; q95: readonly number[] },
  [from, to]: [number, number],
  color: ColorRole,
  opacity: number,
): Series[] {
  const edge = (y: readonly number[], area?: Color): Series => ({
    data: t.slice(from, to).map((x, i) => ({ x, y: y[from + i] })),
    area,
  })
  return [edge(q05), edge(q95, faded(color, opacity))]
}
