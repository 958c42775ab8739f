import { NagumoError } from '../contract/errors.ts'

/** Times of unevenly spaced samples, ms. @param places of each after the first, in sampling intervals */
export function sampleTimes(
  places: Float64Array,
  { samplingInterval, start }: { samplingInterval: number; start: number },
): Float64Array {
  return places.map((place) => start + place * samplingInterval)
}

/** Index of the first of rising times at or after `time`; their number where there is none. */
export function firstFrom(times: ArrayLike<number>, time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle] < time) low = middle + 1
    else high = middle
  }
  return low
}

/** The time at a fractional sample index, by linear interpolation. */
export function timeAt(times: ArrayLike<number>, place: number): number {
  const i = Math.min(times.length - 2, Math.max(0, Math.floor(place)))
  return times[i] + (place - i) * (times[i + 1] - times[i])
}

/**
 * Linear interpolation between samples; NaN beyond them, and beside a missing one.
 * @param times rising, one for each of `samples` @param at rising
 */
export function interpolateAt(
  samples: ArrayLike<number>,
  times: ArrayLike<number>,
  at: ArrayLike<number>,
): Float64Array {
  const out = new Float64Array(at.length).fill(Number.NaN)
  const last = times.length - 1
  for (let j = 0, i = 0; j < at.length; j++) {
    if (!(at[j] >= times[0]) || at[j] > times[last]) continue
    while (i < last && times[i + 1] <= at[j]) i++
    const share = i === last ? 0 : (at[j] - times[i]) / (times[i + 1] - times[i])
    out[j] = share === 0 ? samples[i] : samples[i] + share * (samples[i + 1] - samples[i])
  }
  return out
}

/** The interval between rising times; the mean interval where they are unevenly spaced. */
export function usualStep(times: ArrayLike<number>): number {
  const first = times[1] - times[0]
  const mean = (times[times.length - 1] - times[0]) / (times.length - 1)
  return Math.abs(mean - first) < 1e-6 * first ? first : mean
}

/** @param what “Filters”, with what follows them in the plural @param remedy a sentence @throws NagumoError TIME_UNEVEN */
export function refuseUneven(
  { times }: { times?: Float64Array },
  what: string,
  remedy = 'Resample the recording evenly and open it again.',
): void {
  if (!times) return
  throw new NagumoError(
    'TIME_UNEVEN',
    `${what} need samples at even intervals; those of this recording are not evenly spaced. ${remedy}`,
  )
}
