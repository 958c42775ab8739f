import { median, quantile, robustDeviation, sortedSample } from '../../signal/robust.ts'
import { average } from '../../signal/statistics/moments.ts'
import { firstFrom, usualStep } from '../../signal/uneven.ts'

/** Features of a trace's spikes; times in ms of the recording, voltages in the unit of the trace. */
export interface SpikeShape {
  count: number
  /** Mean interspike interval; null with fewer than two spikes. */
  interval: number | null
  /**
   * Coefficient of variation of the intervals, from their median absolute deviation, which is robust to one missed
   * spike; null with fewer than three spikes.
   */
  cv: number | null
  /** Width at half height. */
  width: number
  /** From the level between spikes to the peaks. */
  amplitude: number
}

/** Quantile of the trace taken as the level between spikes. */
const restShare = 0.1

/**
 * Measures the spikes of a trace: means over all spikes, to average out noise. Recording and comparison both have
 * noise and are measured alike.
 * @param t ms, rising
 * @param spikes times of the upward crossings, ascending
 * @returns null where there is none
 */
export function spikeShape(
  trace: ArrayLike<number>,
  t: readonly number[],
  spikes: readonly number[],
): SpikeShape | null {
  if (spikes.length === 0) return null
  const dt = usualStep(t)
  const rest = quantile(sortedSample(Float64Array.from(trace).filter((v) => !Number.isNaN(v))), restShare)
  const peaks = spikes.map((start, k) => {
    const end = spikes[k + 1] ?? Number.POSITIVE_INFINITY
    let peak = rest
    for (let i = Math.max(0, firstFrom(t, start) - 1); i < t.length && t[i] < end; i++) {
      if (trace[i] > peak) peak = trace[i]
    }
    return peak
  })
  const amplitude = median(peaks) - rest
  let above = 0
  for (let i = 0; i < trace.length; i++) if (trace[i] > rest + amplitude / 2) above++
  const intervals = Float64Array.from(spikes.slice(1), (time, k) => time - spikes[k]).sort()
  const interval = intervals.length > 0 ? average(intervals) : null
  const cv = intervals.length > 1 ? robustDeviation(intervals) / median(intervals) : null
  return {
    count: spikes.length,
    interval,
    cv,
    width: (above * dt) / spikes.length,
    amplitude,
  }
}
