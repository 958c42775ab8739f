import { findSpikes } from '../../signal/spikes/find-spikes.ts'

/** Classification of a column by its values: spikes are a voltage, steps between levels a stimulus; else open. */
export type Kind = 'spikes' | 'steps' | 'open'

/** Statistics of a column, independent of its unit. */
export interface Looks {
  kind: Kind
  /** Median of the samples. */
  rest: number
  /** Median of the first samples. */
  start: number
  min: number
  max: number
}

/** Maximum number of samples; longer columns are decimated to the largest deviation from the median per segment. */
const mostSamples = 40_000
/** Number of segments used to estimate the noise. */
const noiseStretches = 200
/** A level: flat within this many noise SDs, for at least this fraction of the samples. */
const levelWidth = 6
const shortestLevel = 0.002
/** Minimum fraction of a step stimulus on its levels; the rest is transitions and artefacts. */
const leastOnLevels = 0.98
/** Maximum drift between the halves of a level, in noise SDs; segments of a slope exceed it. */
const mostDrift = 3
/** Tolerance for equal levels as a fraction of the wider range; initial fraction of a sweep. */
const nearShare = 0.25
const startShare = 0.02
/** This few events may be responses to steps, unless they last less than this fraction of the time. */
const mostSteps = 3
const mostUp = 0.1
/** A bistable neuron switches levels more often. */
const mostLevels = 12

/** Computes the statistics of a column. @param samples NaN where missing */
export function looksOf(samples: Float64Array): Looks {
  const x = thinned(samples)
  const sorted = Float64Array.from(x).sort()
  const first = x.slice(0, Math.ceil(startShare * x.length)).sort()
  const looks = {
    rest: sorted[sorted.length >> 1],
    start: first[first.length >> 1],
    min: sorted[0],
    max: sorted[sorted.length - 1],
  }
  if (!(looks.min < looks.max)) return { ...looks, kind: 'open' }
  if (isSteps(x, looks.max - looks.min)) return { ...looks, kind: 'steps' }
  return { ...looks, kind: fires(x) ? 'spikes' : 'open' }
}

/** Repeated events, or events too short to be steps of current. */
function fires(x: Float64Array): boolean {
  const { times, levels } = findSpikes(x, { samplingInterval: 1, start: 0 })
  if (!levels || times.length === 0) return false
  const middle = (levels.rest + levels.high) / 2
  return times.length > mostSteps || x.filter((v) => v > middle).length < mostUp * x.length
}

/**
 * Whether another column looks like a further sweep of the same quantity: similar level at rest or start, and similar
 * range. Among several columns one may have a smaller range, as a sweep without spikes does.
 */
export function isAlike(one: Looks, other: Looks, several: boolean): boolean {
  const [width, otherWidth] = [one.max - one.min, other.max - other.min]
  const near = nearShare * Math.max(width, otherWidth)
  const sameLevel = Math.abs(other.rest - one.rest) <= near || Math.abs(other.start - one.start) <= near
  if (several && other.kind === 'open') return sameLevel
  const asFar = Math.abs(other.max - one.max) <= 2 * near && Math.abs(other.min - one.min) <= 2 * near
  return sameLevel && asFar && Math.min(width, otherWidth) >= 0.5 * Math.max(width, otherWidth)
}

/** Piecewise-constant levels, with or without noise, separated by jumps. */
function isSteps(x: Float64Array, range: number): boolean {
  const noise = Math.max(noiseOf(x), 1e-7 * range)
  const width = levelWidth * noise
  // Noise alone, or noise that hides the steps, has a single level.
  if (2 * width > range) return false
  const shortest = Math.max(4, Math.round(shortestLevel * x.length))
  let [levels, onLevels, from] = [0, 0, 0]
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  while (from < x.length) {
    const { to, mean } = levelFrom(x, from, width)
    if (to - from >= shortest) {
      if (Math.abs(meanOf(x, from, (from + to) >> 1) - mean) > 0.5 * mostDrift * noise) return false
      levels++
      onLevels += to - from
      least = Math.min(least, mean)
      most = Math.max(most, mean)
    }
    from = to
  }
  return (
    levels > 1 && levels <= mostLevels && onLevels >= leastOnLevels * x.length && most - least > 2 * width
  )
}

function meanOf(x: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += x[i]
  return sum / (to - from)
}

/** Extends a level while samples stay near its mean; a single outlier does not end it. */
function levelFrom(x: Float64Array, from: number, width: number): { to: number; mean: number } {
  let mean = x[from]
  let to = from + 1
  while (to < x.length) {
    const far = Math.abs(x[to] - mean) > width
    if (far && !(to + 1 < x.length && Math.abs(x[to + 1] - mean) <= width)) break
    if (!far) mean += (x[to] - mean) / (to - from + 1)
    to++
  }
  return { to, mean }
}

/** Noise SD: median over segments of 1.4826 times the median absolute deviation. */
function noiseOf(x: Float64Array): number {
  const length = Math.max(8, Math.floor(x.length / noiseStretches))
  const deviations: number[] = []
  for (let from = 0; from + length <= x.length; from += length) {
    const stretch = x.slice(from, from + length).sort()
    const middle = stretch[length >> 1]
    const distances = stretch.map((v) => Math.abs(v - middle)).sort()
    deviations.push(1.4826 * distances[length >> 1])
  }
  deviations.sort((a, b) => a - b)
  return deviations[deviations.length >> 1] ?? 0
}

/**
 * Non-missing samples; long columns keep the largest deviation from the median per segment, so that no spike is lost.
 */
function thinned(samples: Float64Array): Float64Array {
  const present = samples.filter((v) => !Number.isNaN(v))
  if (present.length <= mostSamples) return present
  const stretch = Math.ceil(present.length / mostSamples)
  const some = Float64Array.from(
    { length: mostSamples >> 3 },
    (_, k) => present[Math.floor((k * present.length) / (mostSamples >> 3))],
  ).sort()
  const middle = some[some.length >> 1]
  const far = (v: number): number => Math.abs(v - middle)
  return Float64Array.from({ length: Math.floor(present.length / stretch) }, (_, k) => {
    let farthest = present[k * stretch]
    for (let i = k * stretch + 1; i < (k + 1) * stretch; i++)
      if (far(present[i]) > far(farthest)) farthest = present[i]
    return farthest
  })
}
