import type { RecordedCycles } from '../../../contract/cycles.ts'
import { timeAxisSpec } from '../../plot/axes.ts'
import type { AxisSpec, LineStyle, Series } from '../../plot/plot-spec.ts'
import type { Range } from '../../scale/range.ts'
import { type Color, type ColorRole, faded } from '../../theme/theme.ts'

/** Which part of the cycle is drawn. */
export type CyclePart = 'cycle' | 'spike'

/** The spike, in widths of it, from the crossing. */
const spikeFrom = -3
const spikeTo = 6

/** From the first to the last time that is drawn, ms from the crossing. */
export function cycleTimes({ t, width }: RecordedCycles, part: CyclePart): Range {
  const whole = { from: t[0], to: t[t.length - 1] }
  if (part === 'cycle') return whole
  return {
    from: Math.max(whole.from, spikeFrom * width),
    to: Math.min(whole.to, spikeTo * width),
  }
}

/** Indices of the times in a stretch, as a half-open range. */
export function within(t: readonly number[], { from, to }: Range): [number, number] {
  const first = t.findIndex((time) => time >= from)
  return [Math.max(0, first), t.findLastIndex((time) => time <= to) + 1]
}

export function msAxis(times: Range): AxisSpec {
  return timeAxisSpec(times, { unit: 'ms', milliseconds: 1, title: 'time from the crossing, ms' })
}

/** A line over the times [from, to); it breaks where there is no value. */
export function lineOf(
  t: readonly number[],
  y: readonly (number | null)[],
  [from, to]: [number, number],
  style: LineStyle,
): Series {
  return {
    data: t.slice(from, to).map((x, i) => ({ x, y: y[from + i] ?? Number.NaN })),
    // A spike rises within a few pixels.
    line: { ...style, exact: true },
  }
}

/** A band: its lower edge draws nothing, the upper one fills down to it. */
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
