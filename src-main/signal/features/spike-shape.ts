import type { Grid } from './grid.ts'
import { firstMinimum, lowest } from './minimum.ts'
import { spikeBegin, spikeEnd } from './onset.ts'
import type { Run } from './peaks.ts'
import { type HalfWidth, halfWidth, widthAtHalfAmplitude } from './width.ts'

/** One spike by the points of the grid that make it; null where there is no such point. */
export interface SpikeShape {
  peak: number
  /** Where dV/dt exceeds 10 mV/ms. */
  begin: number | null
  /** Of the afterhyperpolarization. */
  minimum: number | null
  halfWidth: HalfWidth | null
  /** At half between threshold and peak, ms. */
  widthAtHalfAmplitude: number | null
  /** Largest and smallest dV/dt on the way up and down. */
  upstroke: number | null
  downstroke: number | null
}

export interface ShapeRule {
  /** Whether the first minimum after a peak counts, or the lowest point before the next one. */
  minimum: 'first' | 'lowest'
  /** Whether a threshold by dV/dt has a meaning: the trace is in mV. */
  hasOnset: boolean
}

/**
 * The spikes of one stretch without missing samples.
 * @param slope dV/dt on the grid @param stimulusBegin the first point of the stimulus: thresholds are of spikes after it
 */
export function spikeShapes(
  grid: Grid,
  slope: Float64Array,
  run: Run,
  peaks: readonly number[],
  stimulusBegin: number,
  rule: ShapeRule,
): SpikeShape[] {
  const { v } = grid
  const [from, to] = run
  const find = rule.minimum === 'first' ? firstMinimum : lowest
  const minima = peaks.map((peak, k) => {
    const low = find(v, peak, peaks[k + 1] ?? to)
    // At the very end the trace may still be falling.
    return low === to - 1 ? null : low
  })
  return peaks.map((peak, k) => {
    const minimum = minima[k]
    const before = minima[k - 1] ?? from
    // A spike may begin two points before the stimulus: its time may lie between points.
    const after = before > stimulusBegin ? before : Math.max(from, stimulusBegin - 2)
    const timed = rule.hasOnset && peak > stimulusBegin
    const begin = timed ? spikeBegin(slope, after, peak, to) : null
    const end = timed ? spikeEnd(slope, peak, peaks[k + 1] ?? to - 1) : null
    const widthFrom = k > 0 ? before : peak > stimulusBegin ? Math.max(from, stimulusBegin) : from
    return {
      peak,
      begin,
      minimum,
      halfWidth: minimum === null ? null : halfWidth(grid, widthFrom, peak, minimum),
      widthAtHalfAmplitude:
        begin === null || end === null ? null : widthAtHalfAmplitude(grid, begin, peak, end),
      upstroke: begin === null ? null : extreme(slope, begin, peak, Math.max),
      downstroke: minimum === null ? null : extreme(slope, peak, minimum, Math.min),
    }
  })
}

function extreme(
  x: Float64Array,
  from: number,
  to: number,
  pick: (a: number, b: number) => number,
): number | null {
  if (to <= from) return null
  let found = x[from]
  for (let i = from + 1; i < to; i++) found = pick(found, x[i])
  return found
}
