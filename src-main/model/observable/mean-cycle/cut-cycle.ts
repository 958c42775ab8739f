import { cycleNumbers, nodeTimes, usableWidth } from '../../../signal/mean-cycle/nodes.ts'
import type { TracedCycle } from '../../spike-cycle.ts'

/** Two upward crossings of a level by a traced cycle, and the downward one in between. */
export interface CutCycle {
  /** Samples just before the crossings. */
  first: number
  last: number
  /** ms */
  begin: number
  fall: number
  end: number
}

/** The level halfway from the trough to the peak of a traced cycle, mV. */
export function ownLevel(cycle: TracedCycle): number {
  const [low, high] = extremes(cycle)
  return (low + high) / 2
}

/** From the trough to the peak of a traced cycle, mV. */
export function ownHeight(cycle: TracedCycle): number {
  const [low, high] = extremes(cycle)
  return high - low
}

function extremes({ count, v }: TracedCycle): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < count; i++) {
    if (v[i] < low) low = v[i]
    if (v[i] > high) high = v[i]
  }
  return [low, high]
}

/** Cuts a traced cycle at its upward crossings of a level; null where there are not two. */
export function cutCycle(cycle: TracedCycle, level: number): CutCycle | null {
  const { count, v } = cycle
  let i = 0
  const next = (up: boolean): number => {
    while (i + 1 < count && !(up ? v[i] < level && v[i + 1] >= level : v[i] >= level && v[i + 1] < level)) i++
    return i + 1 < count ? i : -1
  }
  const first = next(true)
  const down = first < 0 ? -1 : next(false)
  const last = down < 0 ? -1 : next(true)
  if (last < 0) return null
  return {
    first,
    last,
    begin: crossing(cycle, first, level),
    fall: crossing(cycle, down, level),
    end: crossing(cycle, last, level),
  }
}

/**
 * Writes the numbers of a traced cycle (signal/mean-cycle/nodes.ts), by cubic interpolation, to out[at …).
 * @param width spike width that scales the nodes, ms; null: the cycle's own
 * @returns where the cycle was cut; null, with nothing written, where it does not cross the level twice
 */
export function writeCycleNumbers(
  cycle: TracedCycle,
  level: number,
  width: number | null,
  out: Float32Array | Float64Array,
  at: number,
): CutCycle | null {
  const cut = cutCycle(cycle, level)
  if (!cut) return null
  const interval = cut.end - cut.begin
  out[at] = Math.log(interval)
  nodeTimes(width ?? usableWidth(cut.fall - cut.begin, interval), interval, times)
  // Nodes of a wide spike may lie beyond the interval of a draw far from the data: these take the ends' potential.
  writePotential(cycle, cut, times, out, at + 1)
  return cut
}

const times = new Float64Array(cycleNumbers - 1)

/** Writes the potential, mV, at times after the first crossing, ms, in any order, between the first and last sample. */
export function writePotential(
  cycle: TracedCycle,
  { first, begin }: Pick<CutCycle, 'first' | 'begin'>,
  after: ArrayLike<number>,
  out: Float32Array | Float64Array | number[],
  at: number,
): void {
  const { count, t } = cycle
  let i = first
  for (let k = 0; k < after.length; k++) {
    const time = begin + after[k]
    while (i > 0 && t[i] > time) i--
    while (i + 2 < count && t[i + 1] <= time) i++
    out[at + k] = valueAt(cycle, i, time)
  }
}

/** Time at which the potential crosses a level between samples i and i + 1. */
function crossing(cycle: TracedCycle, i: number, level: number): number {
  const { t, v } = cycle
  // Regula falsi on the cubic: the potential is nearly straight between two samples.
  let [low, high] = [t[i], t[i + 1]]
  let [a, b] = [v[i] - level, v[i + 1] - level]
  let time = low + ((high - low) * a) / (a - b)
  for (let k = 0; k < 4; k++) {
    const c = valueAt(cycle, i, time) - level
    if (c === 0) break
    if (c < 0 === a < 0) [low, a] = [time, c]
    else [high, b] = [time, c]
    time = low + ((high - low) * a) / (a - b)
  }
  return time
}

/** Cubic Hermite interpolation between samples i and i + 1, slopes from parabolas through three samples. */
function valueAt({ t, v, count }: TracedCycle, i: number, time: number): number {
  const h = t[i + 1] - t[i]
  const slope = (v[i + 1] - v[i]) / h
  const before = i > 0 ? (v[i] - v[i - 1]) / (t[i] - t[i - 1]) : slope
  const after = i + 2 < count ? (v[i + 2] - v[i + 1]) / (t[i + 2] - t[i + 1]) : slope
  const h0 = i > 0 ? t[i] - t[i - 1] : h
  const h1 = i + 2 < count ? t[i + 2] - t[i + 1] : h
  const m0 = (slope * h0 + before * h) / (h0 + h)
  const m1 = (slope * h1 + after * h) / (h1 + h)
  const x = Math.min(1, Math.max(0, (time - t[i]) / h))
  const y = 1 - x
  return v[i] * y * y * (1 + 2 * x) + v[i + 1] * x * x * (3 - 2 * x) + h * x * y * (m0 * y - m1 * x)
}
