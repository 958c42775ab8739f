import { millivolts } from '../../contract/units.ts'
import { type Firing, findFiring } from '../firing/find-firing.ts'
import type { Clock } from './clock.ts'
import { type SpikeLevels, type SpikeTrain, smallestSpike, spikeTrain } from './spike-train.ts'

/** Above this share of the cycle a spike is broad: what is just before it may be the one before. */
const broadShare = 0.15
/** What rises so much higher than the rhythm does is spikes of its own, of which bursts are made. */
const higher = 2
/** The same spike, as a share of the period; the same level, as a share of the rise. */
const sameTime = 0.25
const sameLevel = 0.1

/**
 * The one decision on whether a trace fires, and when: by the rhythm that it shows where its noise is averaged, and by
 * single spikes where they stand out of the trace as it is. Where both see the same, spikes are timed by single samples;
 * where noise hides some or counts them twice, or an artefact hides all, by the rhythm.
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
  // One that is cut by either end of the trace may be there or not.
  const same = odd.every((time) => time - start < period || end - time < period)
  return same ? { ...train, ends: endsOf(train.times, spikes, period, firing.duty) } : spikes
}

/** When spikes that were timed by single samples are over, by the rhythm. */
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

/** Those of a that are at no time of b; each of b is taken once. Both ascending. */
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
