import { NagumoError } from '../contract/errors.ts'
import type { TraceView } from '../contract/recordings.ts'
import { type Clock, findSpikes } from './spikes.ts'

/** Spikes of the traces that are looked at; zooming asks for the same ones over and over. */
const spikesOf = new WeakMap<Float64Array, { unit: string | undefined; clock: string; times: number[] }>()

/**
 * A stretch of a trace for drawing, thinned by minimum and maximum, so that no spike is lost.
 * @param clock the recording's sampling, or the recording's source as a whole; with a voltage unit, spikes are told
 *   better from ripples
 * @param request from and to in ms (the whole where left out); about how many points to give
 * @throws NagumoError WINDOW_INVALID where from is not before to
 */
export function viewTrace(
  samples: Float64Array,
  clock: Clock,
  request: { from?: number; to?: number; points: number },
): TraceView {
  const { samplingInterval, start } = clock
  const end = start + (samples.length - 1) * samplingInterval
  const { from = start, to = end } = request
  if (!(from < to) || !Number.isFinite(to - from)) {
    throw new NagumoError(
      'WINDOW_INVALID',
      `A view needs a start before its end; found ${from} to ${to} ms. The recording goes from ${start} to ${end} ms.`,
    )
  }
  // One sample more on each side, so that the line reaches the edges of the plot.
  const first = Math.max(0, Math.floor((from - start) / samplingInterval))
  const last = Math.min(samples.length - 1, Math.ceil((to - start) / samplingInterval))
  const count = Math.max(0, last - first + 1)
  const complete = count <= request.points
  const indices = complete ? range(first, count) : extremes(samples, first, count, request.points)
  return {
    t: indices.map((i) => start + i * samplingInterval),
    v: indices.map((i) => samples[i]),
    complete,
    spikes: cachedSpikes(samples, clock).filter((t) => t >= from && t <= to),
  }
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => first + k)
}

/** In each of points/2 buckets the lowest and the highest sample, in the order in which they come. */
function extremes(x: Float64Array, first: number, count: number, points: number): number[] {
  const buckets = Math.max(1, Math.floor(points / 2))
  const kept: number[] = []
  for (let b = 0; b < buckets; b++) {
    const from = first + Math.floor((b * count) / buckets)
    const to = first + Math.floor(((b + 1) * count) / buckets)
    let [low, high] = [from, from]
    for (let i = from + 1; i < to; i++) {
      if (x[i] < x[low]) low = i
      if (x[i] > x[high]) high = i
    }
    if (low === high) kept.push(low)
    else kept.push(Math.min(low, high), Math.max(low, high))
  }
  return kept
}

function cachedSpikes(samples: Float64Array, clock: Clock): number[] {
  const key = `${clock.start} ${clock.samplingInterval}`
  const known = spikesOf.get(samples)
  if (known && known.unit === clock.voltageUnit && known.clock === key) return known.times
  const times = findSpikes(samples, clock)
  spikesOf.set(samples, { unit: clock.voltageUnit, clock: key, times })
  return times
}
