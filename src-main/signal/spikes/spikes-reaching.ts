import { fastNoise, robustDeviation, sortedSample } from '../robust.ts'
import type { Clock } from './clock.ts'
import { crossings, peaksOf, timesOf } from './crossings.ts'
import { fewest, highLevel, isOscillating, lowLevel, smoothedMaximum, wayBack } from './levels.ts'

/**
 * Times of spikes that reach a threshold, ms: crossings of half-height, or of the threshold where that is lower.
 * @param threshold in the trace's unit; noise may hide part of it
 */
export function spikesReaching(samples: ArrayLike<number>, clock: Clock, threshold: number): number[] {
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
