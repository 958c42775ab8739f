import { median, quantile, sortedSample } from '../robust.ts'
import { crossings, timesOf } from '../spikes/crossings.ts'
import { findSpikes } from '../spikes/find-spikes.ts'
import { smoothedMaximum } from '../spikes/levels.ts'
import type { Family, FamilySweep } from './family.ts'

/** The spikes of a sweep among others of its cell. */
export interface SweepSpikes {
  /** mV: what a spike crosses; null where the sweep has none. */
  level: number | null
  /** Samples at the peaks, in order. */
  peaks: number[]
  /** Times of the upward crossings of the level, ms on the recording's clock. */
  times: number[]
}

/** A spike rises by at least so much above the cell's rest, mV, or by so large a share of what its spikes usually do. */
const leastRise = 35
const leastShare = 0.25
/** And is above the level for no longer than so many ms. */
const longest = 12
/** A crossing is over this far below the level, mV. */
const release = 5

/**
 * The spikes of each sweep. By one level for the whole cell, half way from rest to its usual peak: a sweep that stays below
 * it has none, however noisy it is. Where spikes stand on a depolarized plateau, or shrink, more of them are seen by the
 * levels of their own sweep, and these count.
 */
export function familySpikes(family: Family): readonly SweepSpikes[] {
  const before = known.get(family)
  if (before) return before
  const spikes = findIn(family)
  known.set(family, spikes)
  return spikes
}

/** A family never changes, and features and models ask for its spikes in turn. */
const known = new WeakMap<Family, readonly SweepSpikes[]>()

function findIn(family: Family): SweepSpikes[] {
  const { sweeps } = family
  const rests = sweeps.map(({ voltage }) => quantile(sortedSample(voltage), 0.5)).filter(Number.isFinite)
  const rest = rests.length > 0 ? median(rests) : Number.NaN
  const tops = sweeps.map(({ voltage }) => smoothedMaximum(voltage)).filter((top) => top >= rest + leastRise)
  const rise = tops.length > 0 ? median(tops) - rest : null
  return sweeps.map((sweep) => {
    const ofCell = rise === null ? none : byLevel(sweep, family, rest + rise / 2)
    const own = byItself(sweep, family, rise === null ? leastRise : leastShare * rise)
    return own.times.length > ofCell.times.length ? own : ofCell
  })
}

const none: SweepSpikes = { level: null, peaks: [], times: [] }

type Clock = Omit<Family, 'sweeps'>

function byLevel({ voltage }: FamilySweep, clock: Clock, level: number): SweepSpikes {
  const found = crossings(voltage, level, level - release).filter(
    (at) => widthAt(voltage, at, level) * clock.samplingInterval <= longest,
  )
  if (found.length === 0) return none
  return {
    level,
    peaks: found.map((at) => peakFrom(voltage, at, level)),
    times: timesOf(voltage, found, level, clock),
  }
}

/** By the levels that this sweep shows alone. @param least rise of a spike, mV */
function byItself(sweep: FamilySweep, clock: Clock, least: number): SweepSpikes {
  if (rangeOf(sweep.voltage) < least) return none
  const { levels } = findSpikes(sweep.voltage, { ...clock, voltageUnit: 'mV' })
  if (levels === null || levels.high - levels.rest < least) return none
  return byLevel(sweep, clock, levels.rest + (levels.high - levels.rest) / 2)
}

/** What no two levels of a trace are further apart than. */
function rangeOf(x: ArrayLike<number>): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < x.length; i++) {
    if (x[i] < low) low = x[i]
    if (x[i] > high) high = x[i]
  }
  return high - low
}

/** Samples above the level, from a crossing until the voltage is well below it again, not by noise; missing ones are none. */
function widthAt(x: ArrayLike<number>, at: number, level: number): number {
  let width = 0
  for (let i = at; i < x.length && !(x[i] < level - release); i++) if (x[i] >= level) width++
  return width
}

function peakFrom(x: ArrayLike<number>, at: number, level: number): number {
  let peak = at
  for (let i = at; i < x.length && !(x[i] < level); i++) if (x[i] > x[peak]) peak = i
  return peak
}
