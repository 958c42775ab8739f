import type { Compute } from '../../compute/process/compute.ts'
import { type ErrorCode, NagumoError } from '../../contract/errors.ts'
import type { OverTimeEvent } from '../../contract/estimates.ts'
import type { TraceFeatures } from '../../contract/features.ts'
import type { Window } from '../../contract/recordings.ts'
import type { Diagnostics, Report } from '../../contract/reports.ts'
import type { SeriesWindow, WindowFeature } from '../../contract/series.ts'
import { createRandom } from '../../model/random.ts'
import { measureFeatures } from '../../recording/index.ts'
import { fromRpcError } from '../../rpc/errors.ts'
import { estimateTrace, type TraceSource, waitingStage } from '../estimate-trace.ts'
import { inTurn, type Turns } from '../turns.ts'
import type { SeriesDraft, SeriesSubject } from './series-draft.ts'

/** The features stored for each window, in this order. */
const keptFeatures = [
  'spike_count',
  'mean_frequency',
  'all_ISI_values',
  'ISI_CV',
  'AP_amplitude',
  'spike_half_width',
  'AHP_depth_abs',
  'voltage_base',
]

/** Errors of one window alone; others may succeed. */
const ofOneWindow: readonly ErrorCode[] = [
  'TRACE_CONSTANT',
  'TOO_FEW_POINTS',
  'WINDOW_TOO_SHORT',
  'WINDOW_INVALID',
  'UNITS_IMPLAUSIBLE',
  // No parameters under the prior come near the data.
  'COMPUTE_FAILED',
]

/** What an estimate over time needs besides its subject. */
export interface WindowsWork extends SeriesSubject {
  modelFolder: string
  /** The queue that each window enters separately, so that other estimates run in between. */
  turns?: Turns | undefined
  signal?: AbortSignal | undefined
}

/**
 * Estimates the windows of a plan in order and adds each to the draft: yields plan, stages and windows. Each window has
 * its own seed, by its index, and gives the same numbers as an estimate of it alone. Continues after the windows
 * already in the draft.
 * @throws NagumoError that concerns all windows, or CANCELLED; the draft holds the finished windows
 */
export async function* estimateWindows(
  compute: Compute,
  work: WindowsWork,
  draft: SeriesDraft,
): AsyncGenerator<Exclude<OverTimeEvent, { type: 'series' }>> {
  const { plan, seed, signal } = work
  const root = createRandom(seed)
  const count = plan.windows.length
  let began = performance.now()
  yield { type: 'plan', id: draft.id, plan }
  const before = draft.windows.length
  for (const [k, window] of draft.windows.entries())
    yield { type: 'window', window, ...(k === 0 && { parameters: draft.parameters }) }
  for (const [index, window] of plan.windows.entries()) {
    if (index < before) continue
    let started = performance.now()
    const own = root.fork(index).bits()
    const place = { index, window, seed: own }
    let report: Report | null = null
    let failure: NagumoError | null = null
    let loading = false
    const secondsLeft = (): number | null =>
      index === before ? null : (((started - began) / 1000) * (count - index)) / (index - before)
    try {
      const events = inTurn(work.turns, signal, waitingStage, () => {
        started = performance.now()
        return estimateOne(compute, work, window, own)
      })
      for await (const event of events) {
        if (event.type === 'report') {
          report = event.report
          break
        }
        if (event.stage === 'loading') loading = true
        else if (loading) {
          // Only the first window includes the loading time.
          loading = false
          started = performance.now()
          if (index === before) began = started
        }
        yield {
          type: 'stage',
          text: count > 1 ? `window ${index + 1} of ${count}: ${event.text}` : event.text,
          progress: (index + event.progress) / count,
          secondsLeft: secondsLeft(),
        }
      }
    } catch (error) {
      failure = fromRpcError(error)
      if (signal?.aborted || !ofOneWindow.includes(failure.code)) throw error
    }
    const seconds = (performance.now() - started) / 1000
    const done = report
      ? windowOf(report, { ...place, seconds }, count)
      : leftOut(work, failure!, { ...place, seconds })
    const parameters = draft.add(done, report)
    yield { type: 'window', window: done, ...(parameters && { parameters }) }
  }
}

function estimateOne(compute: Compute, work: WindowsWork, window: Window, seed: number) {
  const { source, model, modelFolder, conditioning, stimulus, prior, plan, version, signal } = work
  return estimateTrace(compute, version, {
    source: { ...source, stimulus },
    model,
    modelFolder,
    conditioning,
    window,
    rescaling: plan.rescaling,
    prior: prior ?? undefined,
    seed,
    signal,
  })
}

type Place = Pick<SeriesWindow, 'index' | 'window' | 'seed' | 'seconds'>

/** Limits of stored posterior draws: numbers per series, and most and fewest draws per window. */
const mostNumbers = 40_000
const mostDraws = 400
const fewestDraws = 20

/** @param count of all windows */
function windowOf(report: Report, place: Place, count: number): SeriesWindow {
  const { verdict, parameters, features, diagnostics } = report
  const concerns = verdict.reasons.filter(({ level }) => level !== 'ok')
  const silent = concerns.some(({ check }) => check === 'silent')
  // Rejected with a reason, e.g. too few spikes.
  const refused = !silent && parameters.length === 0
  return {
    ...place,
    outcome: silent ? 'silent' : refused ? 'leftOut' : 'estimated',
    level: refused ? null : verdict.level,
    text: verdict.headline,
    concerns,
    parameters: parameters.map(({ name, posterior, derived }) => ({ name, posterior, derived })),
    features: features ? featuresOf(features) : [],
    ess: diagnostics.ess,
    ...(report.draws.length > 0 && { draws: keptDraws(report, count), sampling: samplingOf(diagnostics) }),
  }
}

/** An evenly spaced subset of a report’s draws, since resampled duplicates are adjacent. */
function keptDraws({ draws, parameters }: Report, count: number): number[][] {
  const room = Math.floor(mostNumbers / (count * parameters.length))
  const n = Math.min(draws.length, mostDraws, Math.max(fewestDraws, room))
  return Array.from({ length: n }, (_, k) =>
    draws[Math.floor((k * draws.length) / n)].map((x) => Number(x.toPrecision(6))),
  )
}

function samplingOf({ start, mcmc, rounds, simulations }: Diagnostics): SeriesWindow['sampling'] {
  const weighed = simulations > 0 || rounds.length > 0
  return { ...(start && { start }), by: mcmc?.converged ? 'mcmc' : weighed ? 'importance' : 'network' }
}

/** A window that can't be model input still has features, unless most samples are missing. */
function leftOut(work: WindowsWork, { message }: NagumoError, place: Place): SeriesWindow {
  const { source, conditioning, stimulus } = work
  let features: WindowFeature[] = []
  try {
    if (mostThere(source, place.window))
      features = featuresOf(measureFeatures(source, { conditioning, window: place.window, stimulus }))
  } catch (error) {
    if (!(error instanceof NagumoError)) throw error
  }
  return {
    ...place,
    outcome: 'leftOut',
    level: null,
    text: message,
    concerns: [],
    parameters: [],
    features,
    ess: null,
  }
}

function mostThere({ samples, samplingInterval, start }: TraceSource, { from, to }: Window): boolean {
  const [first, last] = [from, to].map((t) => Math.round((t - start) / samplingInterval))
  const part = samples.subarray(first, last)
  return part.filter(Number.isNaN).length <= part.length / 2
}

function featuresOf({ features }: TraceFeatures): WindowFeature[] {
  return keptFeatures.flatMap((name) => {
    const found = features.find((feature) => feature.name === name)
    if (!found) return []
    const { label, unit, value, sd } = found
    return [{ name, label, unit, value, sd }]
  })
}
