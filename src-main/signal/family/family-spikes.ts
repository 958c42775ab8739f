import { median, quantile, sortedSample } from '../robust.ts'
import { crossings, timesOf } from '../spikes/crossings.ts'
import { smoothedMaximum } from '../spikes/levels.ts'
import type { Family } from './family.ts'

/** The spikes of a family's sweeps, by one level for the whole cell. */
export interface FamilySpikes {
  /** mV, half way from rest to the usual peak; null where no sweep has a spike. */
  level: number | null
  /** For each sweep, the samples at the peaks, in order. */
  peaks: number[][]
  /** For each sweep, times of the upward crossings of the level, ms on the recording's clock. */
  times: number[][]
}

/** A spike rises by at least so much above rest, mV. */
const leastRise = 35
/** And is above the level for no longer than so many ms. */
const longest = 12

/** The spikes of all sweeps. A sweep that stays below the cell's own level has none, however noisy it is. */
export function familySpikes({ sweeps, samplingInterval, start }: Family): FamilySpikes {
  const rests = sweeps.map(({ voltage }) => quantile(sortedSample(voltage), 0.5)).filter(Number.isFinite)
  const none = { level: null, peaks: sweeps.map(() => []), times: sweeps.map(() => []) }
  if (rests.length === 0) return none
  const rest = median(rests)
  const tops = sweeps.map(({ voltage }) => smoothedMaximum(voltage)).filter((top) => top >= rest + leastRise)
  if (tops.length === 0) return none
  const level = rest + (median(tops) - rest) / 2
  const peaks: number[][] = []
  const times: number[][] = []
  for (const { voltage } of sweeps) {
    const found = crossings(voltage, level, level - 5).filter(
      (at) => widthAt(voltage, at, level) * samplingInterval <= longest,
    )
    peaks.push(found.map((at) => peakFrom(voltage, at, level)))
    times.push(timesOf(voltage, found, level, { samplingInterval, start }))
  }
  return { level, peaks, times }
}

/** Samples above the level, from a crossing until the voltage is below it again; missing ones are none. */
function widthAt(x: ArrayLike<number>, at: number, level: number): number {
  let width = 0
  for (let i = at; i < x.length && !(x[i] < level); i++) if (x[i] >= level) width++
  return width
}

function peakFrom(x: ArrayLike<number>, at: number, level: number): number {
  let peak = at
  for (let i = at; i < x.length && !(x[i] < level); i++) if (x[i] > x[peak]) peak = i
  return peak
}
