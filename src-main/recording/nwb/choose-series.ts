import { frequency, plain } from '../../contract/quantities.ts'
import type { LeftOut } from './series.ts'

/** A trace that could be a sweep. */
export interface Candidate {
  name: string
  /** ms. */
  samplingInterval: number
  points: number
}

/** Maximum total padding of shorter sweeps. */
const mostPadding = { times: 4, samples: 2_000_000 }

/**
 * Selects the traces of one recording: those of the most common sampling rate, up to the sample limit, in order. All
 * are padded to the longest.
 * @param room maximum number of samples in total
 */
export function chooseTogether<T extends Candidate>(
  candidates: readonly T[],
  room: number,
): { chosen: T[]; left: LeftOut[] } {
  const common = commonest(candidates)
  const left: LeftOut[] = []
  const chosen: T[] = []
  let [longest, total] = [0, 0]
  for (const candidate of candidates) {
    const { name, samplingInterval, points } = candidate
    if (!same(samplingInterval, common)) {
      left.push({
        name,
        because: `it was sampled at ${frequency(1000 / samplingInterval)}, others at ${frequency(1000 / common)}`,
      })
      continue
    }
    const most = Math.max(longest, points)
    const filled = (chosen.length + 1) * most
    if (filled > room) {
      left.push({
        name,
        because: `including it, there would be more than ${plain(room / 1e6, 3)} million samples, the most that are read from a file of this size`,
      })
    } else if (filled > mostPadding.times * (total + points) + mostPadding.samples) {
      left.push({
        name,
        because: `its ${points} samples are too many or too few compared with the ${longest} of others`,
      })
    } else {
      chosen.push(candidate)
      longest = most
      total += points
    }
  }
  return { chosen, left }
}

/** Whether two sampling intervals are equal within rounding. */
export function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(a, b)
}

/** The most common sampling interval; on a tie, that of the longest traces. */
function commonest(candidates: readonly Candidate[]): number {
  let best = { interval: 0, count: 0, points: 0 }
  const seen: number[] = []
  for (const { samplingInterval } of candidates) {
    if (seen.some((interval) => same(interval, samplingInterval))) continue
    seen.push(samplingInterval)
    const alike = candidates.filter((other) => same(other.samplingInterval, samplingInterval))
    const points = alike.reduce((sum, other) => sum + other.points, 0)
    if (alike.length > best.count || (alike.length === best.count && points > best.points)) {
      best = { interval: samplingInterval, count: alike.length, points }
    }
  }
  return best.interval
}
