import { millivolts } from '../../contract/units.ts'
import { type Firing, findFiring } from '../firing/find-firing.ts'
import type { Clock } from './clock.ts'
import { type SpikeLevels, type SpikeTrain, smallestSpike, spikeTrain } from './spike-train.ts'

/** Above this share of the cycle a spike is broad: the samples just before it may belong to the previous one. */
const broadShare = 0.15
/** Spikes this many times higher than the rhythm are single spikes that form bursts. */
const higher = 2
/** Tolerances for the same spike, as a share of the period, and the same level, as a share of the rise. */
const sameTime = 0.25
const sameLevel = 0.1

/**
 * Decides whether a trace fires, and when: combines the rhythm seen by averaging over noise with single spikes. Where
 * both agree, spikes are timed by single samples; where noise hides some or counts them twice, or an artefact hides
 * all, by the rhythm.
 * @returns null where it does not
 */
export function spikesOf(samples: ArrayLike<number>, clock: Clock): SpikeTrain | null {
  const firing = highEnough(findFiring(samples), clock)
  const train = spikeTrain(samples, clock, firing !== null && firing.duty > broadShare)
  if (!firing) return train
  const spikes = inTime(firing, clock)
  if (!train) return spikes
  const rise = firing.high - firing.rest
  if (train.levels.high - train.levels.rest > higher * rise) return train
  const apart = (level: keyof SpikeLevels): number => Math.abs(train.levels[level] - spikes.levels[level])
  if (Math.max(apart('rest'), apart('high')) > sameLevel * rise) return spikes
  const { samplingInterval, start } = clock
  const period = firing.period * samplingInterval
  const end = start + samples.length * samplingInterval
  const odd = [alone(train.times, spikes.times, period), alone(spikes.times, train.times, period)].flat()
  // A spike truncated by an end of the trace may be found by only one of the two.
  const same = odd.every((time) => time - start < period || end - time < period)
  return same ? { ...train, ends: endsOf(train.times, spikes, period, firing.duty) } : spikes
}

/** Ends, by the rhythm, of spikes timed by single samples. */
function endsOf(times: readonly number[], spikes: SpikeTrain, period: number, duty: number): number[] {
  let k = 0
  return times.map((time) => {
    while (k < spikes.times.length && spikes.times[k] < time - sameTime * period) k++
    const met = k < spikes.times.length && spikes.times[k] <= time + sameTime * period
    return met && spikes.ends ? spikes.ends[k] : time + duty * period
  })
}

function highEnough(firing: Firing | null, { voltageUnit }: Clock): Firing | null {
  if (!firing || voltageUnit === undefined || voltageUnit === 'none') return firing
  return (firing.high - firing.rest) * millivolts[voltageUnit] < smallestSpike ? null : firing
}

function inTime({ states, rest, high }: Firing, { start, samplingInterval }: Clock): SpikeTrain {
  const time = (index: number): number => start + index * samplingInterval
  return {
    times: states.map(({ rise }) => time(rise)),
    ends: states.map(({ fall }) => time(fall)),
    levels: { rest, high },
  }
}

/** Times in a without a match in b; each of b matches once. Both ascending. */
function alone(a: readonly number[], b: readonly number[], period: number): number[] {
  const within = sameTime * period
  let k = 0
  return a.filter((time) => {
    while (k < b.length && b[k] < time - within) k++
    if (k === b.length || b[k] > time + within) return true
    k++
    return false
  })
}
