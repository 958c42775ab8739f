import { findSpikes } from '../../signal/spikes/find-spikes.ts'

/** What a column is by its values alone: spikes are a voltage, steps between levels a stimulus; else they do not say. */
export type Kind = 'spikes' | 'steps' | 'open'

/** What the values of a column look like, whatever their unit. */
export interface Looks {
  kind: Kind
  /** Median of the samples. */
  rest: number
  /** Median of the first ones. */
  start: number
  min: number
  max: number
}

/** So many samples are looked at; of longer columns the farthest from the median in each stretch. */
const mostSamples = 40_000
/** Stretches that tell the noise on a level. */
const noiseStretches = 200
/** A level: flat within so many noise deviations, for at least this share of the samples. */
const levelWidth = 6
const shortestLevel = 0.002
/** Share of the samples of a step stimulus that lie on its levels; transitions and artefacts are the rest. */
const leastOnLevels = 0.98
/** Both halves of a level have the same mean, within so many noise deviations: a slope breaks into pieces that have not. */
const mostDrift = 3
/** Levels are the same within this share of the wider range; a sweep begins with this share of its samples. */
const nearShare = 0.25
const startShare = 0.02
/** So few events may be steps of a protocol, and their responses, unless they take up less than this share of the time. */
const mostSteps = 3
const mostUp = 0.1
/** A neuron that goes up and down between two levels does it more often. */
const mostLevels = 12

/** Looks at the values of a column. @param samples NaN where one is missing */
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

/** A rhythm, or events so short that no step of current explains them. */
function fires(x: Float64Array): boolean {
  const { times, levels } = findSpikes(x, { samplingInterval: 1, start: 0 })
  if (!levels || times.length === 0) return false
  const middle = (levels.rest + levels.high) / 2
  return times.length > mostSteps || x.filter((v) => v > middle).length < mostUp * x.length
}

/**
 * Whether another column looks like one of the same quantity, as a further sweep does: it rests or begins about where
 * this one does and goes as far. Of several columns one may go less far, as a sweep without spikes does.
 */
export function isAlike(one: Looks, other: Looks, several: boolean): boolean {
  const [width, otherWidth] = [one.max - one.min, other.max - other.min]
  const near = nearShare * Math.max(width, otherWidth)
  const sameLevel = Math.abs(other.rest - one.rest) <= near || Math.abs(other.start - one.start) <= near
  if (several && other.kind === 'open') return sameLevel
  const asFar = Math.abs(other.max - one.max) <= 2 * near && Math.abs(other.min - one.min) <= 2 * near
  return sameLevel && asFar && Math.min(width, otherWidth) >= 0.5 * Math.max(width, otherWidth)
}

/** Constant levels, noise on them or not, with jumps between them. */
function isSteps(x: Float64Array, range: number): boolean {
  const noise = Math.max(noiseOf(x), 1e-7 * range)
  const width = levelWidth * noise
  // On noise alone there is one level only; so there is where the noise hides the steps.
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

/** As far as the samples stay about their mean; one stray sample ends no level. */
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

/** Usual deviation of the samples from the median of their stretch. */
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

/** Samples that are there; of many, the one farthest from the median in each stretch, so that no spike is lost. */
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
