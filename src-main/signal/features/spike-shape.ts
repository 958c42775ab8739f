import type { Grid } from './grid.ts'
import { firstMinimum, lowest } from './minimum.ts'
import { spikeBegin, spikeEnd } from './onset.ts'
import type { Run } from './peaks.ts'
import { type HalfWidth, halfWidth, widthAtHalfAmplitude } from './width.ts'

/** One spike as grid indices; null where there is no such point. */
export interface SpikeShape {
  peak: number
  /** Where dV/dt exceeds 10 mV/ms. */
  begin: number | null
  /** Of the afterhyperpolarization. */
  minimum: number | null
  halfWidth: HalfWidth | null
  /** Whether its top was clipped at the end of the recording's range: its true height is unknown. */
  isFlat: boolean
  /** Why there is no minimum, no half-width; null where there is one. */
  noMinimum: string | null
  noWidth: string | null
  /** At half between threshold and peak, ms. */
  widthAtHalfAmplitude: number | null
  /** Largest and smallest dV/dt on the way up and down. */
  upstroke: number | null
  downstroke: number | null
}

export interface ShapeRule {
  /** Which minimum is used: the first one after a peak, or the lowest point before the next one. */
  minimum: 'first' | 'lowest'
  /** Crossing level: a spike ends when the trace is back below. */
  level: number
  /** Whether a grid point is clipped at an end of the recording's range. */
  isHeld: (point: number) => boolean
  /** Whether a dV/dt threshold applies: the trace is in mV. */
  hasOnset: boolean
}

const endsBefore = 'The trace ends before its minimum'
const staysUp = 'The trace does not fall below the spike level before the next spike'
const heldLow = 'Its minimum is clipped at the limit of the recording range'
const noHalf = 'The trace is not below half its height on both sides'
export const flatTop = 'Its peak is flat, clipped at the limit of the recording range'

/**
 * The spikes of one stretch without missing samples.
 * @param slope dV/dt on the grid @param stimulusBegin first point of the stimulus: thresholds are of spikes after it
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
  const lows = peaks.map((peak, k) => {
    const end = peaks[k + 1] ?? to
    let back = peak
    while (back < end && !(v[back] < rule.level)) back++
    return back === end ? null : find(v, back, end)
  })
  const noMinimum = lows.map((low, k) => {
    // At the very end the trace may still be falling.
    if (low === to - 1) return endsBefore
    if (low === null) return k === peaks.length - 1 ? endsBefore : staysUp
    return rule.isHeld(low) ? heldLow : null
  })
  const minima = lows.map((low, k) => (noMinimum[k] === null ? low : null))
  return peaks.map((peak, k) => {
    const minimum = minima[k]
    const before = minima[k - 1] ?? from
    // Two points of tolerance: the stimulus time may lie between points.
    const after = before > stimulusBegin ? before : Math.max(from, stimulusBegin - 2)
    const timed = rule.hasOnset && peak > stimulusBegin
    const begin = timed ? spikeBegin(slope, after, peak, to) : null
    const end = timed ? spikeEnd(slope, peak, peaks[k + 1] ?? to - 1) : null
    const isFlat = rule.isHeld(peak)
    const widthFrom = k > 0 ? before : peak > stimulusBegin ? Math.max(from, stimulusBegin) : from
    const wide = minimum === null || isFlat ? null : halfWidth(grid, widthFrom, peak, minimum)
    return {
      peak,
      begin,
      minimum,
      halfWidth: wide,
      isFlat,
      noMinimum: noMinimum[k],
      noWidth: isFlat ? flatTop : (noMinimum[k] ?? (wide === null ? noHalf : null)),
      widthAtHalfAmplitude:
        begin === null || end === null || isFlat ? null : widthAtHalfAmplitude(grid, begin, peak, end),
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
