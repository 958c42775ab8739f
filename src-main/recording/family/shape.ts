import { quantile, sortedSample } from '../../signal/robust.ts'

export type Shape = 'step' | 'ramp' | 'pulses' | 'noise' | 'constant' | 'other'

/** Deviation of a waveform from its baseline level. */
export interface Waveform {
  shape: Shape
  /** Samples from the first departure to after the last; null if it never departs. */
  from: number | null
  to: number | null
  /** Greatest signed excursion; the level of a step. */
  amplitude: number
}

/** Minimum deviation from baseline, as a fraction of the range. */
const smallestShare = 1e-5
/** Minimum deviation from baseline, in SDs of the noise at constant level. */
const sds = 6
/** Maximum deviation of a ramp from a line, as a fraction of its range. */
const straightness = 0.02
/** Settling time of a measured current, as a fraction of the segment; at least 20 samples. */
const settling = 0.02
/** Noise: minimum fraction of changes that reverse direction, and minimum number of changes. */
const turning = 0.3
const fewestChanges = 50

/** SD of the noise at constant command, from the differences of neighbouring samples. */
export function steadyNoise(x: ArrayLike<number>, from: number, to: number): number {
  const changes = new Float64Array(Math.max(0, to - from - 1))
  for (let i = from; i + 1 < to; i++) changes[i - from] = Math.abs(x[i + 1] - x[i])
  if (changes.length === 0) return 0
  return (1.4826 * quantile(sortedSample(changes), 0.5)) / Math.SQRT2
}

/** Fraction of reversing changes from which a current fluctuates rather than rises or falls. */
const fluctuating = 0.2

/**
 * SD about the median of a fluctuating current, including fluctuations slower than its samples; 0 where it does not
 * fluctuate.
 */
export function slowNoise(x: ArrayLike<number>, from: number, to: number): number {
  let turns = 0
  for (let i = from + 1; i + 1 < to; i++) if ((x[i] - x[i - 1]) * (x[i + 1] - x[i]) < 0) turns++
  if (turns < fluctuating * (to - from)) return 0
  const level = quantile(sortedSample(x, from, to), 0.5)
  const away = Float64Array.from({ length: to - from }, (_, i) => Math.abs(x[from + i] - level))
  return 1.4826 * quantile(sortedSample(away), 0.5)
}

/** Minimum distance from a level that counts as a departure. @param noise SD of a measured current; 0 for a command */
export function toleranceOf(x: ArrayLike<number>, level: number, noise: number): number {
  let range = 0
  for (let i = 0; i < x.length; i++) range = Math.max(range, Math.abs(x[i] - level))
  return Math.max(1e-9, smallestShare * range, sds * noise)
}

/** Classifies a command relative to a level. @param tolerance from `toleranceOf` */
export function shapeOf(x: Float64Array, level: number, tolerance: number): Waveform {
  const isOn = (i: number): boolean => Math.abs(x[i] - level) > tolerance
  let from = 0
  while (from < x.length && !isOn(from)) from++
  if (from === x.length) return { shape: 'constant', from: null, to: null, amplitude: 0 }
  let to = x.length
  while (!isOn(to - 1)) to--
  const runs = runsOf(from, to, isOn)
  const greatest = excursion(x, from, to, level)
  const whole = { from, to, amplitude: greatest }
  const levels = runs.map(([a, b]) => flatLevel(x, a, b, tolerance))
  if (runs.length === 1 && levels[0] !== null)
    return { ...whole, shape: 'step', amplitude: levels[0] - level }
  const first = levels[0]
  if (first !== null && levels.every((one) => one !== null && Math.abs(one - first) <= 2 * tolerance))
    return { ...whole, shape: 'pulses', amplitude: first - level }
  if (isNoise(x, from, to, tolerance)) return { ...whole, shape: 'noise' }
  if (isStraight(x, from, to, greatest, tolerance)) return { ...whole, shape: 'ramp' }
  return { ...whole, shape: 'other' }
}

/** Segments away from the level. */
function runsOf(from: number, to: number, isOn: (i: number) => boolean): [number, number][] {
  const runs: [number, number][] = []
  for (let i = from; i < to; i++) {
    if (!isOn(i)) continue
    const last = runs[runs.length - 1]
    if (last && last[1] === i) last[1] = i + 1
    else runs.push([i, i + 1])
  }
  return runs
}

/** The level of a constant segment; null where it is not constant. */
export function flatLevel(x: Float64Array, from: number, to: number, tolerance: number): number | null {
  const level = quantile(sortedSample(x, from, to), 0.5)
  // A measured current needs time to settle.
  const late = Math.max(20, Math.floor(settling * (to - from)))
  const edge = Math.min(Math.floor((to - from) / 10), tolerance > 1e-3 ? late : 0)
  for (let i = from + edge; i < to - edge; i++) if (Math.abs(x[i] - level) > tolerance) return null
  return level
}

/** The largest signed deviation from the level. */
function excursion(x: Float64Array, from: number, to: number, level: number): number {
  let most = 0
  for (let i = from; i < to; i++) if (Math.abs(x[i] - level) > Math.abs(most)) most = x[i] - level
  return most
}

function isNoise(x: Float64Array, from: number, to: number, tolerance: number): boolean {
  let [changes, turns, before] = [0, 0, 0]
  for (let i = from + 1; i < to; i++) {
    const change = x[i] - x[i - 1]
    if (Math.abs(change) <= tolerance / 10) continue
    changes++
    if (before * change < 0) turns++
    before = change
  }
  return changes >= fewestChanges && turns >= turning * changes
}

function isStraight(x: Float64Array, from: number, to: number, greatest: number, tolerance: number): boolean {
  const n = to - from
  if (n < 3) return false
  let [sum, moment] = [0, 0]
  for (let i = 0; i < n; i++) {
    sum += x[from + i]
    moment += (i - (n - 1) / 2) * x[from + i]
  }
  const slope = moment / ((n * (n * n - 1)) / 12)
  if (Math.abs(slope * n) <= tolerance) return false
  const most = Math.max(straightness * Math.abs(greatest), 2 * tolerance)
  for (let i = 0; i < n; i++) {
    if (Math.abs(x[from + i] - sum / n - slope * (i - (n - 1) / 2)) > most) return false
  }
  return true
}
