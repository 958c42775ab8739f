import type { VoltageUnit } from '../contract/recordings.ts'
import { millivolts } from '../contract/units.ts'
import { crossings, peaksOf, timesOf, widthsOf } from './crossings.ts'
import { fastNoise, median, quantile, robustDeviation, sortedSample } from './robust.ts'

/** Where a trace lies in time; its unit of voltage helps to tell spikes from ripples. */
export interface Clock {
  /** Milliseconds between samples. */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  voltageUnit?: VoltageUnit
}

/** The spikes of a trace and the levels between which they rise. */
export interface SpikeTrain {
  /** Upward crossings, ms. */
  times: number[]
  /** Usual level between spikes that follow each other. */
  rest: number
  /** Usual height of their peaks. */
  high: number
}

/** Smallest rise of a spike in a recording, mV. */
const smallestSpike = 12
/** What stays up for more than this share of the trace is a step and no spike. */
const longestShare = 0.25
/** Shortest trace that is searched. */
const fewest = 16

/**
 * Times of spikes, ms: upward crossings half way up. With `threshold` (in the trace's unit) only what reaches it counts,
 * less the noise. A spike counts once until the trace has gone well back, so that noise does not count it twice.
 */
export function findSpikes(
  samples: ArrayLike<number>,
  clock: Clock,
  options: { threshold?: number } = {},
): number[] {
  const { threshold } = options
  if (threshold === undefined) return spikeTrain(samples, clock)?.times ?? []
  if (samples.length < fewest) return []
  const sorted = sortedSample(samples)
  if (sorted.length < fewest) return []
  const top = smoothedMaximum(samples)
  const low = Math.min(threshold, lowLevel(sorted, top))
  if (!isOscillating(sorted)) {
    // A trace at rest: only a rise from far below is a spike, not noise about a level near the threshold.
    const back = Math.min(0.5 * (low + threshold), threshold - 6 * robustDeviation(sorted))
    return timesOf(samples, crossings(samples, threshold, back), threshold, clock)
  }
  const noise = fastNoise(samples)
  const half = Math.min(threshold, 0.5 * (low + highLevel(sorted, top)))
  const back = half - wayBack(2 * (half - low), noise)
  const found = crossings(samples, half, back)
  const peaks = peaksOf(samples, found, back)
  return timesOf(
    samples,
    found.filter((_, k) => peaks[k] >= threshold - noise),
    half,
    clock,
  )
}

/** The spikes and levels of a trace; null where nothing in it is a spike. */
export function spikeTrain(samples: ArrayLike<number>, clock: Clock): SpikeTrain | null {
  if (samples.length < fewest) return null
  const sorted = sortedSample(samples)
  if (sorted.length < fewest) return null
  const noise = fastNoise(samples)
  const top = smoothedMaximum(samples)
  const low = lowLevel(sorted, top)
  // A trace that is up as often as down shows both levels by itself; rare spikes have to be looked at one by one.
  const oscillating = !isMembrane(clock) && isOscillating(sorted)
  const levels = oscillating ? { low, high: highLevel(sorted, top) } : spikeLevels(samples, low, top, noise)
  if (!levels) return null
  const rise = levels.high - levels.low
  const threshold = levels.low + 0.5 * rise
  const back = threshold - wayBack(rise, noise)
  const found = crossings(samples, threshold, back)
  if (found.length === 0) return null
  if (median(widthsOf(samples, found, threshold)) > longestShare * samples.length) return null
  if (!oscillating && !standOut(samples, sorted, levels.low, rise, clock)) return null
  const high = median(peaksOf(samples, found, back))
  const rest = levelBetween(samples, found, threshold) ?? levels.low
  return { times: timesOf(samples, found, threshold, clock), rest, high }
}

/** Median of what lies below the threshold between neighbouring spikes; long pauses are left out. */
function levelBetween(x: ArrayLike<number>, found: readonly number[], threshold: number): number | null {
  if (found.length < 2) return null
  const intervals = found.slice(1).map((end, k) => end - found[k])
  const longest = 2 * median(intervals)
  const levels = intervals.flatMap((length, k) => {
    if (length > longest) return []
    return [
      quantile(
        sortedSample(x, found[k], found[k + 1]).filter((v) => v < threshold),
        0.5,
      ),
    ]
  })
  return median(levels.filter(Number.isFinite))
}

function isMembrane({ voltageUnit }: Clock): boolean {
  return voltageUnit !== undefined && voltageUnit !== 'none'
}

/** From where to where spikes go: the highest events' usual peak, and where the trace was just before them. */
function spikeLevels(samples: ArrayLike<number>, bottom: number, top: number, noise: number) {
  const rise = top - bottom
  if (!(rise > 0)) return null
  // Above the middle, so that a depolarized level does not pass for spikes.
  const threshold = bottom + 0.65 * rise
  const events = crossings(samples, threshold, threshold - wayBack(rise, noise))
  if (events.length === 0) return null
  const width = Math.max(2, median(widthsOf(samples, events, threshold)))
  const before = events.map((i) => {
    const from = Math.max(0, Math.floor(i - 3 * width))
    const to = Math.max(from + 1, Math.ceil(i - 0.5 * width))
    return quantile(sortedSample(samples, from, to), 0.5)
  })
  return { low: median(before), high: median(peaksOf(samples, events, threshold - wayBack(rise, noise))) }
}

/** A spike is over when the trace has gone back so far from where it counts as one: beyond what noise does. */
function wayBack(rise: number, noise: number): number {
  return Math.min(0.4 * rise, Math.max(0.25 * rise, 5 * noise))
}

/**
 * Whether rare rises are spikes rather than the largest bumps of a noise: those are much longer in the middle third
 * of their rise than in the upper one.
 */
function standOut(
  samples: ArrayLike<number>,
  sorted: Float64Array,
  low: number,
  rise: number,
  { voltageUnit }: Clock,
): boolean {
  const dwell = dwellAbove(samples, low, rise)
  if (voltageUnit && voltageUnit !== 'none') {
    return rise * millivolts[voltageUnit] >= smallestSpike && dwell >= 0.5
  }
  return dwell >= 0.75 && rise >= 6 * robustDeviation(sorted)
}

/** Samples in the top third of the rise for each one in the middle third. */
function dwellAbove(x: ArrayLike<number>, low: number, rise: number): number {
  let [above, within] = [0, 0]
  for (let i = 0; i < x.length; i++) {
    const share = (x[i] - low) / rise
    if (share > 2 / 3) above++
    else if (share > 1 / 3) within++
  }
  return within === 0 ? Number.POSITIVE_INFINITY : above / within
}

/** Noise is in the middle third of its range more than half of the time; a spiking model a fifth of it. */
function isOscillating(sorted: Float64Array): boolean {
  const [low, high] = [quantile(sorted, 0.01), quantile(sorted, 0.99)]
  const middle = sorted.filter((v) => v > low + (high - low) / 3 && v < high - (high - low) / 3)
  return middle.length < 0.36 * sorted.length
}

/** The usual level below the middle between bottom and top. */
function lowLevel(sorted: Float64Array, top: number): number {
  const below = sorted.subarray(0, countBelow(sorted, middleOf(sorted, top)))
  return below.length === 0 ? sorted[0] : quantile(below, 0.5)
}

/** The usual level above it. */
function highLevel(sorted: Float64Array, top: number): number {
  const above = sorted.subarray(countBelow(sorted, middleOf(sorted, top)))
  return above.length === 0 ? top : quantile(above, 0.5)
}

function middleOf(sorted: Float64Array, top: number): number {
  return 0.5 * (quantile(sorted, 0.001) + top)
}

function countBelow(sorted: Float64Array, level: number): number {
  let count = 0
  while (count < sorted.length && sorted[count] < level) count++
  return count
}

/** The highest of the medians of three neighbours: one stray sample is no spike. */
function smoothedMaximum(x: ArrayLike<number>): number {
  let top = Number.NEGATIVE_INFINITY
  for (let i = 1; i + 1 < x.length; i++) {
    const [a, b, c] = [x[i - 1], x[i], x[i + 1]]
    const middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
    if (middle > top) top = middle
  }
  return top
}
