import { timeAt } from '../uneven.ts'
import type { Clock } from './clock.ts'

/**
 * Indices of upward crossings with hysteresis: the first sample at or above `threshold` after the trace has been below
 * `release`. A trace that starts above must first go below.
 */
export function crossings(x: ArrayLike<number>, threshold: number, release: number): number[] {
  const found: number[] = []
  let ready = false
  for (let i = 0; i < x.length; i++) {
    const v = x[i]
    if (v >= threshold) {
      if (ready) found.push(i)
      ready = false
    } else if (v <= release) {
      ready = true
    }
  }
  return found
}

/** The highest sample from each crossing until the trace is back below `release`. */
export function peaksOf(x: ArrayLike<number>, found: readonly number[], release: number): number[] {
  return found.map((start) => {
    let peak = x[start]
    for (let i = start + 1; i < x.length && x[i] > release; i++) if (x[i] > peak) peak = x[i]
    return peak
  })
}

/** Samples from each crossing until the trace is below `threshold` again. */
export function widthsOf(x: ArrayLike<number>, found: readonly number[], threshold: number): number[] {
  return found.map((start) => {
    let end = start + 1
    while (end < x.length && x[end] >= threshold) end++
    return end - start
  })
}

/**
 * Crossing times, ms, by linear interpolation between the two samples about the threshold; after a gap, the time of the
 * first sample present.
 */
export function timesOf(
  x: ArrayLike<number>,
  found: readonly number[],
  threshold: number,
  clock: Clock,
): number[] {
  return found.map((i) => {
    const share = i > 0 && !Number.isNaN(x[i - 1]) ? (threshold - x[i - 1]) / (x[i] - x[i - 1]) : 1
    const place = i - 1 + share
    return clock.times ? timeAt(clock.times, place) : clock.start + place * clock.samplingInterval
  })
}
