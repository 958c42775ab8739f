import { millivolts } from '../../contract/units.ts'
import { fastNoise, median, medianBelow, quantile, robustDeviation, sortedSample } from '../robust.ts'
import type { Clock } from './clock.ts'
import { crossings, peaksOf, timesOf, widthsOf } from './crossings.ts'
import { fewest, highLevel, isOscillating, lowLevel, smoothedMaximum, spreadOver, wayBack } from './levels.ts'

/** The levels between which spikes rise. */
export interface SpikeLevels {
  /** Usual level between consecutive spikes. */
  rest: number
  /** Usual height of their peaks. */
  high: number
}

export interface SpikeTrain {
  /** Half-height upward crossings, ms. */
  times: number[]
  /** When each has fallen again, ms, where known: in noise, single samples are unreliable. */
  ends?: number[]
  levels: SpikeLevels
}

/** Smallest rise of a spike in a recording, mV. */
export const smallestSpike = 12
/** A trace up for more than this share of its length is a step, not a spike. */
const longestShare = 0.25
/** Least rise of spikes in mV, relative to the trace's usual change over `longWidths` of their widths. */
const leastOverNoise = 5
const longWidths = 10

/**
 * The spikes of a trace at half-height between its own levels, and these levels; null where nothing is a spike.
 * @param broad whether it is known to be up for much of each cycle
 */
export function spikeTrain(samples: ArrayLike<number>, clock: Clock, broad: boolean): SpikeTrain | null {
  if (samples.length < fewest) return null
  const sorted = sortedSample(samples)
  if (sorted.length < fewest) return null
  const noise = fastNoise(samples)
  const top = smoothedMaximum(samples)
  const low = lowLevel(sorted, top)
  // A trace as often up as down shows both levels in its distribution; rare spikes need each event's levels.
  const oscillating = (broad || !isMembrane(clock)) && isOscillating(sorted)
  const levels = oscillating ? { low, high: highLevel(sorted, top) } : spikeLevels(samples, low, top, noise)
  if (!levels) return null
  const rise = levels.high - levels.low
  const threshold = levels.low + 0.5 * rise
  const back = threshold - wayBack(rise, noise)
  const found = crossings(samples, threshold, back)
  if (found.length === 0) return null
  const width = median(widthsOf(samples, found, threshold))
  if (width > longestShare * samples.length) return null
  if (!oscillating && !standOut(samples, sorted, levels.low, rise, width, clock)) return null
  const high = median(peaksOf(samples, found, back))
  const rest = levelBetween(samples, found, threshold) ?? levels.low
  return { times: timesOf(samples, found, threshold, clock), levels: { rest, high } }
}

/** Median of the samples below the threshold between neighbouring spikes; long pauses are left out. */
function levelBetween(x: ArrayLike<number>, found: readonly number[], threshold: number): number | null {
  if (found.length < 2) return null
  const intervals = found.slice(1).map((end, k) => end - found[k])
  const longest = 2 * median(intervals)
  const levels = intervals.flatMap((length, k) =>
    length > longest ? [] : [medianBelow(x, found[k], found[k + 1], threshold)],
  )
  return median(levels.filter(Number.isFinite))
}

function isMembrane({ voltageUnit }: Clock): boolean {
  return voltageUnit !== undefined && voltageUnit !== 'none'
}

/** Levels between which spikes rise: the median peak of the highest events, and the median just before them. */
function spikeLevels(samples: ArrayLike<number>, bottom: number, top: number, noise: number) {
  const rise = top - bottom
  if (!(rise > 0)) return null
  // Above the middle, so that a depolarized level does not count as spikes.
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

/**
 * Whether rare rises are spikes rather than the largest fluctuations of noise, which spend much longer in the middle
 * third of their rise than in the upper one.
 */
function standOut(
  samples: ArrayLike<number>,
  sorted: Float64Array,
  low: number,
  rise: number,
  width: number,
  { voltageUnit }: Clock,
): boolean {
  const dwell = dwellAbove(samples, low, rise)
  if (voltageUnit && voltageUnit !== 'none') {
    return (
      rise * millivolts[voltageUnit] >= smallestSpike &&
      dwell >= 0.5 &&
      rise >= leastOverNoise * spreadOver(samples, longWidths * width)
    )
  }
  return dwell >= 0.75 && rise >= 6 * robustDeviation(sorted)
}

/** Samples in the top third of the rise per sample in the middle third. */
function dwellAbove(x: ArrayLike<number>, low: number, rise: number): number {
  let [above, within] = [0, 0]
  for (let i = 0; i < x.length; i++) {
    const share = (x[i] - low) / rise
    if (share > 2 / 3) above++
    else if (share > 1 / 3) within++
  }
  return within === 0 ? Number.POSITIVE_INFINITY : above / within
}
