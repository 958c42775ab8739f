import { fastNoise } from '../robust.ts'
import type { Clock } from '../spikes/clock.ts'
import { timeAt } from '../uneven.ts'
import type { Stretch } from './subthreshold.ts'

/** Least departure of a stimulus from its first level, as a share of its range. */
const smallestShare = 1e-5
/** A longer return to the first level, as a share of the whole, means two stimuli. */
const longestPause = 0.05
/** Fewest samples at that level before it. */
const fewestBefore = 10

/**
 * When a stimulus was on: from the first to the last departure from its initial level.
 * @returns ms on the recording's clock; null where it never departs, departs from the beginning, or pauses
 */
export function stimulusInterval(
  samples: ArrayLike<number>,
  { samplingInterval, start, times }: Clock,
): Stretch | null {
  const level = samples[0]
  let range = 0
  for (let i = 0; i < samples.length; i++) range = Math.max(range, Math.abs(samples[i] - level) || 0)
  const least = smallestShare * range + 6 * fastNoise(samples)
  const isOn = (i: number): boolean => Math.abs(samples[i] - level) > least
  let first = 0
  while (first < samples.length && !isOn(first)) first++
  let last = samples.length - 1
  while (last > first && !isOn(last)) last--
  if (first < fewestBefore || first >= samples.length) return null
  let pause = 0
  for (let i = first; i <= last; i++) {
    pause = isOn(i) ? 0 : pause + 1
    if (pause > longestPause * (last - first + 1)) return null
  }
  if (times) return { from: times[first], to: timeAt(times, last + 1) }
  return { from: start + first * samplingInterval, to: start + (last + 1) * samplingInterval }
}
