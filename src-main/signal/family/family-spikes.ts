import { median, quantile, sortedSample } from '../robust.ts'
import { crossings, timesOf } from '../spikes/crossings.ts'
import { findSpikes } from '../spikes/find-spikes.ts'
import { smoothedMaximum } from '../spikes/levels.ts'
import type { Family, FamilySweep } from './family.ts'

/** The spikes of a sweep among others of its cell. */
export interface SweepSpikes {
  /** mV: the crossing level of its spikes; null where the sweep has none. */
  level: number | null
  /** Samples at the peaks, in order. */
  peaks: number[]
  /** Times of the upward crossings of the level, ms on the recording's clock. */
  times: number[]
}

/** Least rise of a spike above the cell's rest, mV, or as a share of the usual rise of its spikes. */
const leastRise = 35
const leastShare = 0.25
/** And longest time above the level, ms. */
const longest = 12
/** A crossing ends this far below the level, mV. */
const release = 5

/**
 * The spikes of each sweep. One level for the whole cell, halfway from rest to its usual peak: a sweep that stays below
 * it has none, however noisy. Where spikes ride on a depolarized plateau, or shrink, and the sweep's own levels find
 * more, those are used.
 */
export function familySpikes(family: Family): readonly SweepSpikes[] {
  const before = known.get(family)
  if (before) return before
  const spikes = findIn(family)
  known.set(family, spikes)
  return spikes
}

/** Cache: a family never changes, and features and models both request its spikes. */
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

/** By the levels of this sweep alone. @param least rise of a spike, mV */
function byItself(sweep: FamilySweep, clock: Clock, least: number): SweepSpikes {
  if (rangeOf(sweep.voltage) < least) return none
  const { levels } = findSpikes(sweep.voltage, { ...clock, voltageUnit: 'mV' })
  if (levels === null || levels.high - levels.rest < least) return none
  return byLevel(sweep, clock, levels.rest + (levels.high - levels.rest) / 2)
}

/** Upper bound of the distance between two levels of a trace. */
function rangeOf(x: ArrayLike<number>): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < x.length; i++) {
    if (x[i] < low) low = x[i]
    if (x[i] > high) high = x[i]
  }
  return high - low
}

/** Samples above the level, from a crossing until the voltage is clearly below it again; missing ones do not count. */
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
