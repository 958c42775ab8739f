import { quantile, sortedSample } from '../robust.ts'
import type { Grid } from './grid.ts'
import type { Run } from './peaks.ts'
import type { SpikeShape } from './spike-shape.ts'
import type { Levels, Stretch } from './subthreshold.ts'

/** All that features are computed from; times in ms from the beginning of the stretch. */
export interface TraceMeasures {
  grid: Grid
  /** Stretches without missing samples. */
  runs: readonly Run[]
  /** In order of time, for each run. */
  spikes: readonly SpikeShape[][]
  stimulus: Stretch | null
  /** Time origin of latency and rate: the stimulus, or the start of the stretch, ms. */
  begin: number
  /** End of the time for rate and amplitude: the end of the stimulus or of the stretch, ms. */
  end: number
  levels: Levels
}

/** Times of the peaks, ms. */
export function peakTimes({ grid, spikes }: TraceMeasures): number[] {
  return spikes.flat().map((spike) => grid.t[spike.peak])
}

/** Interspike intervals, ms; none across missing samples, which may hide a spike. */
export function intervals({ grid, spikes }: TraceMeasures): number[] {
  return spikes.flatMap((run) => run.slice(1).map((spike, k) => grid.t[spike.peak] - grid.t[run[k].peak]))
}

/** Spikes per second from `begin` to the last of them (mean_frequency), Hz; missing time is excluded. */
export function meanFrequency(measures: TraceMeasures): number | null {
  const { begin, end } = measures
  const inside = peakTimes(measures).filter((t) => t >= begin && t <= end)
  const last = inside.at(-1)
  if (last === undefined) return null
  const seconds = (last - begin - missingTime(measures, begin, last)) / 1000
  return seconds > 0 ? inside.length / seconds : null
}

/** Time without samples between two times, ms. */
function missingTime({ grid, runs }: TraceMeasures, from: number, to: number): number {
  const { t } = grid
  return runs.slice(1).reduce((sum, [next], k) => {
    const [start, stop] = [Math.max(from, t[runs[k][1] - 1]), Math.min(to, t[next])]
    return sum + Math.max(0, stop - start)
  }, 0)
}

/** Coefficient of variation of the interspike intervals but the first (ISI_CV); null for fewer than two. */
export function intervalCv(all: readonly number[]): number | null {
  const rest = all.slice(1)
  const sd = standardDeviation(rest)
  return sd === null ? null : sd / mean(rest)
}

/** Median of the voltage outside the spikes, each from its onset to its minimum. */
export function baseline({ grid, spikes }: TraceMeasures): number | null {
  const outside = Float64Array.from(grid.v)
  for (const { peak, begin, halfWidth, minimum } of spikes.flat()) {
    const before = halfWidth ? 2 * (grid.t[peak] - halfWidth.from) : 0
    let from = begin ?? peak
    while (begin === null && from > 0 && grid.t[peak] - grid.t[from] < before) from--
    outside.fill(Number.NaN, from, (minimum ?? peak) + 1)
  }
  const values = sortedSample(outside.filter(Number.isFinite))
  return values.length === 0 ? null : quantile(values, 0.5)
}

export function mean(x: readonly number[]): number {
  return x.reduce((sum, value) => sum + value, 0) / x.length
}

/** With divisor n − 1; null for fewer than two. */
export function standardDeviation(x: readonly number[]): number | null {
  if (x.length < 2) return null
  const center = mean(x)
  return Math.sqrt(x.reduce((sum, value) => sum + (value - center) ** 2, 0) / (x.length - 1))
}
