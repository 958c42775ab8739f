import type { Gap } from '../contract/common.ts'
import { NagumoError } from '../contract/errors.ts'
import { toSamples } from '../contract/missing.ts'
import type { TraceView } from '../contract/recordings.ts'
import type { Clock } from '../signal/spikes/clock.ts'
import { findSpikes } from '../signal/spikes/find-spikes.ts'
import { firstFrom, timeAt } from '../signal/uneven.ts'

/** Cache of the missing runs of displayed traces; zooming requests the same traces repeatedly. */
const runsOf = new WeakMap<Float64Array, { first: number; samples: number }[]>()

interface ViewRequest {
  /** ms; the whole trace if omitted. */
  from?: number | undefined
  to?: number | undefined
  points: number
}

/**
 * A segment of a trace for drawing, decimated by minimum and maximum so that no spike is lost.
 * @param clock the recording's sampling, or the whole recording source; with a voltage unit, spike detection rejects
 *   ripples better
 * @param request from and to in ms (the whole trace if omitted); approximate number of points
 * @param forSpikes samples for spike detection: without artefacts, as for features and estimates
 * @throws NagumoError WINDOW_INVALID where from is not before to
 */
export function viewTrace(
  samples: Float64Array,
  clock: Clock,
  request: ViewRequest,
  forSpikes = samples,
): TraceView {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = request
  const stretch = viewSamples(samples, clock, request)
  const { times } = findSpikes(forSpikes, clock, { unchanging: true })
  return { ...stretch, spikes: times.filter((t) => t >= from && t <= to) }
}

/** A segment for drawing, as {@link viewTrace}, without spike detection: of a stimulus, or of a long trace at once. */
export function viewSamples(samples: Float64Array, clock: Clock, request: ViewRequest): TraceView {
  const { samplingInterval, start, times } = clock
  const timeOf = (i: number): number => times?.[i] ?? start + i * samplingInterval
  const end = timeOf(samples.length - 1)
  const { from = start, to = end } = request
  if (!(from < to) || !Number.isFinite(to - from)) {
    throw new NagumoError(
      'WINDOW_INVALID',
      `A view needs a start before its end; found ${from} to ${to} ms. The recording extends from ${start} to ${end} ms.`,
    )
  }
  // One sample more on each side, so that the line reaches the edges of the plot.
  const before = times ? firstFrom(times, from) - 1 : Math.floor((from - start) / samplingInterval)
  const after = times ? firstFrom(times, to) : Math.ceil((to - start) / samplingInterval)
  const [first, last] = [Math.max(0, before), Math.min(samples.length - 1, after)]
  const count = Math.max(0, last - first + 1)
  const complete = count <= request.points
  const indices = complete ? range(first, count) : extremes(samples, first, count, request.points)
  return {
    t: indices.map(timeOf),
    v: toSamples(indices.map((i) => samples[i])),
    gaps: gapsWithin(samples, clock, { from, to }),
    complete,
    spikes: [],
  }
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => first + k)
}

/**
 * The lowest and the highest sample of each of points/2 buckets, in order of occurrence, and one missing sample where
 * there is any.
 */
function extremes(x: Float64Array, first: number, count: number, points: number): number[] {
  const buckets = Math.max(1, Math.floor(points / 2))
  const kept: number[] = []
  for (let b = 0; b < buckets; b++) {
    const from = first + Math.floor((b * count) / buckets)
    const to = first + Math.floor(((b + 1) * count) / buckets)
    let [low, high, missing] = [-1, -1, -1]
    for (let i = from; i < to; i++) {
      if (Number.isNaN(x[i])) missing = i
      else {
        if (low < 0 || x[i] < x[low]) low = i
        if (high < 0 || x[i] > x[high]) high = i
      }
    }
    const found = new Set([low, high, missing].filter((i) => i >= 0))
    kept.push(...[...found].sort((a, b) => a - b))
  }
  return kept
}

/** Maximum number of gaps a view can resolve. */
const mostGaps = 400

/** The gaps of a segment; gaps too close to be resolved are merged. */
function gapsWithin(
  samples: Float64Array,
  { samplingInterval, start, times }: Clock,
  { from, to }: { from: number; to: number },
): Gap[] {
  const least = (to - from) / mostGaps
  const gaps: Gap[] = []
  for (const { first, samples: n } of missingRuns(samples)) {
    const [begin, end] = times
      ? [timeAt(times, first - 0.5), timeAt(times, first + n - 0.5)]
      : [start + (first - 0.5) * samplingInterval, start + (first - 0.5 + n) * samplingInterval]
    if (end < from || begin > to) continue
    const last = gaps.at(-1)
    if (last && begin - last.to < least) {
      last.to = end
      last.samples += n
    } else gaps.push({ from: begin, to: end, samples: n })
  }
  return gaps
}

/** Runs of missing samples. */
function missingRuns(samples: Float64Array): { first: number; samples: number }[] {
  const known = runsOf.get(samples)
  if (known) return known
  const runs: { first: number; samples: number }[] = []
  for (let i = 0; i < samples.length; i++) {
    if (!Number.isNaN(samples[i])) continue
    const first = i
    while (i + 1 < samples.length && Number.isNaN(samples[i + 1])) i++
    runs.push({ first, samples: i - first + 1 })
  }
  runsOf.set(samples, runs)
  return runs
}
