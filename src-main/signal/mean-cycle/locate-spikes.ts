import { fastNoise, median } from '../robust.ts'
import { findSwings, type Swing, widthAt } from './swings.ts'
import { smoothed, type VoltageTrace } from './trace.ts'

/** An event that is no spike but interrupts a cycle. */
export interface Stray {
  /** ms on the recording's clock. */
  time: number
  what: 'artefact' | 'small spike'
}

/** The spikes of a trace and their medians. */
export interface LocatedSpikes {
  /** The trace as searched: smoothed over about 0.1 ms. */
  x: Float64Array
  /** Indices of their peaks. */
  peaks: readonly number[]
  strays: readonly Stray[]
  /** Medians, mV; the trough is the lowest point between consecutive spikes. */
  peak: number
  trough: number
  /** Halfway between them. */
  level: number
  /** Median time above the level, ms. */
  width: number
  /** Median interspike interval, ms; NaN with one spike. */
  interval: number
}

/** Smaller rises are ignored, mV; so are those within this many times the noise. */
const leastRise = 8
const noiseInRise = 6
/** Rises from this on define the usual height, mV. */
const clearRise = 15
/** Spikes have at least this share of the usual height. */
const leastShare = 0.5
/** Artefacts: below this share of the usual width (if of this many samples), or this far above the usual peak, mV. */
const narrow = 0.34
const samplesToJudge = 4
const tooHigh = 40
/** A pause, in usual intervals. */
export const pauseRatio = 3.5

/** @returns null where nothing rises and falls again */
export function locateSpikes(trace: VoltageTrace): LocatedSpikes | null {
  const { samplingInterval, start } = trace
  const x = smoothed(trace)
  const swings = findSwings(x, Math.max(leastRise, noiseInRise * fastNoise(x)))
  if (swings.length === 0) return null
  const clear = swings.filter((s) => s.height >= clearRise)
  const usual = median((clear.length > 0 ? clear : swings).map((s) => s.height))
  // Search again, so that smaller swings neither count nor split a spike.
  const high = findSwings(x, leastShare * usual)
  const isArtefact = artefacts(x, high)
  const spikes = high.filter((s) => !isArtefact(s))
  const time = (i: number): number => start + i * samplingInterval
  const strays: Stray[] = high.filter(isArtefact).map((s) => ({ time: time(s.peak), what: 'artefact' }))
  const peaks = spikes.map((s) => s.peak)
  const interval = median(peaks.slice(1).map((p, k) => p - peaks[k]))
  const peak = median(peaks.map((i) => x[i]))
  const trough = usualTrough(x, spikes, interval)
  const level = (peak + trough) / 2
  const crossing = spikes.filter((s) => x[s.peak] > level && x[s.trough] < level)
  for (const s of spikes) if (!crossing.includes(s)) strays.push({ time: time(s.peak), what: 'small spike' })
  const width = median(crossing.map((s) => widthAt(x, s.peak, level)))
  return {
    x,
    peaks: crossing.map((s) => s.peak),
    strays,
    peak,
    trough,
    level,
    width: width * samplingInterval,
    interval: interval * samplingInterval,
  }
}

function artefacts(x: Float64Array, swings: readonly Swing[]): (s: Swing) => boolean {
  const width = median(swings.map((s) => s.width))
  const peak = median(swings.map((s) => x[s.peak]))
  return (s) => (width >= samplesToJudge && s.width < narrow * width) || x[s.peak] > peak + tooHigh
}

/** Median trough between consecutive spikes; from the heights of single spikes where there are none. */
function usualTrough(x: Float64Array, spikes: readonly Swing[], interval: number): number {
  const within = spikes.filter((s, k) => k > 0 && s.peak - spikes[k - 1].peak <= pauseRatio * interval)
  if (within.length > 0) return median(within.map((s) => x[s.trough]))
  return median(spikes.map((s) => x[s.peak] - s.height))
}
