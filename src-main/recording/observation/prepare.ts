import { NagumoError } from '../../contract/errors.ts'
import type { PriorFile } from '../../contract/models.ts'
import type { ObservationPreview, Rescaling, VoltageUnit, Window } from '../../contract/recordings.ts'
import { createPrior, type Prior } from '../../simulation/prior.ts'
import { plain } from '../meaning/wording.ts'
import { type SpikeTrain, spikeTrain } from '../spikes.ts'
import { traceAtPriorMean } from './model-trace.ts'
import { proposeRescaling } from './propose.ts'
import { everyNth, isWhole, resample } from './resample.ts'
import { describeResampling, describeScale, describeStart, describeWindow } from './steps.ts'
import { checkWindow, chooseWindow, wholeOf } from './window.ts'

/** One sweep of a recording. */
export interface ObservationSource {
  /** In the recording's unit of voltage. */
  samples: Float64Array
  /** ms */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  voltageUnit: VoltageUnit
}

export interface Observation extends ObservationPreview {
  /**
   * How many of offset, gain and time scale were chosen by looking at the trace: 0 in model units; otherwise 3 less
   * those that the person set to something else than what was proposed.
   */
  rescalingParameters: number
}

const identity: Rescaling = { offset: 0, gain: 1, timeScale: 1 }

/**
 * Puts a window of a recording on the model's grid, in model units. What the wish leaves out is proposed.
 * @throws NagumoError WINDOW_INVALID, WINDOW_TOO_SHORT, TRACE_CONSTANT, UNITS_IMPLAUSIBLE (a rescaling that gives no
 *   finite numbers), PRIOR_INVALID
 */
export function prepareObservation(
  source: ObservationSource,
  priorFile: PriorFile,
  wish: { window?: Window; rescaling?: Rescaling },
): Observation {
  const prior = createPrior(priorFile)
  const whole = wholeOf(source.samples, source)
  if (wish.window) checkWindow(wish.window, whole, source)
  if (wish.rescaling) checkRescaling(wish.rescaling)
  refuseConstant(source, wish.window ?? whole)
  return source.voltageUnit === 'none' && !wish.rescaling
    ? inModelUnits(source, prior, wish.window, whole)
    : rescaled(source, prior, wish, whole)
}

/** The recording is the model's u already: nothing but the grid may have to change. */
function inModelUnits(
  source: ObservationSource,
  prior: Prior,
  chosen: Window | undefined,
  whole: Window,
): Observation {
  const { dt, points } = prior.grid
  const { samples, samplingInterval } = source
  const step = dt / samplingInterval
  const first = indexOf((chosen ?? whole).from, source)
  const window = windowFrom(first, source, points * dt)
  refuseShort(source, prior, first, identity, chosen)
  const n = Math.round(step)
  const { values, how } =
    isWhole(step, points) && n > 1
      ? { values: everyNth(samples, first, n, points), how: 'everyNth' as const }
      : resample(samples, first, step, points)
  const untouched = how === 'none'
  return {
    window,
    needed: points * dt,
    rescaling: identity,
    untouched,
    steps: [
      untouched
        ? 'The trace is in model units and on the model’s grid; nothing was changed.'
        : 'The trace is in model units; voltage and time were left as they are.',
      ...describeResampling(how, step, samplingInterval, dt, identity),
      ...describeWindow(window, chosen, source, prior),
      describeStart(prior, first > 0),
    ],
    ...onGrid(values, dt, identity),
    rescalingParameters: 0,
  }
}

/** u = (V − offset)/gain, model time = recorded time/timeScale. */
function rescaled(
  source: ObservationSource,
  prior: Prior,
  wish: { window?: Window; rescaling?: Rescaling },
  whole: Window,
): Observation {
  const { dt, points } = prior.grid
  const { samples, samplingInterval, voltageUnit } = source
  const span = points * dt
  const train = spikeTrain(samples, source)
  const model = traceAtPriorMean(prior)
  const propose = (region: Window) =>
    proposeRescaling(cut(source, region), train, region, voltageUnit, model, span)
  const proposal = propose(wish.window ?? whole)
  const rescaling = wish.rescaling ?? proposal.rescaling
  const { timeScale } = rescaling
  const lead = (model.firstSpike ?? 0.05 * span) * timeScale
  const placed = wish.window ? null : chooseWindow(span * timeScale, whole, train, lead)
  const chosen = wish.window ?? placed!.window
  const first = indexOf(chosen.from, source)
  refuseShort(source, prior, first, rescaling, wish.window)
  const step = (dt * timeScale) / samplingInterval
  const { values, how } = resample(samples, first, step, points)
  const window = windowFrom(first, source, span * timeScale)
  refuseConstant(source, window)
  return {
    window,
    needed: span * timeScale,
    rescaling,
    untouched: false,
    steps: [
      ...describeWindow(window, wish.window, source, prior, spikesIn(train, window)),
      ...(placed?.because ? [placed.because] : []),
      ...describeScale(rescaling, voltageUnit, wish.rescaling ? null : proposal),
      ...describeResampling(how, step, samplingInterval, dt, rescaling),
      describeStart(prior, true),
    ],
    ...onGrid(values, dt, rescaling),
    rescalingParameters: wish.rescaling
      ? proposed(wish.rescaling, [proposal.rescaling, propose(whole).rescaling])
      : 3,
  }
}

/** How many values are those of a proposal: sent back unchanged, they are still chosen by looking at the trace. */
function proposed(given: Rescaling, proposals: readonly Rescaling[]): number {
  const names = ['offset', 'gain', 'timeScale'] as const
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.abs(b)
  return names.filter((name) => proposals.some((p) => same(given[name], p[name]))).length
}

function onGrid(values: Float64Array, dt: number, { offset, gain }: Rescaling): { t: number[]; d: number[] } {
  const d = Array.from(values, (v) => (v - offset) / gain)
  if (!d.every(Number.isFinite)) {
    throw new NagumoError(
      'UNITS_IMPLAUSIBLE',
      `The rescaling gives numbers too large to compute with (offset ${plain(offset)}, gain ${plain(gain)}). Choose a gain near the height of a spike divided by 4.`,
    )
  }
  return { t: d.map((_, j) => j * dt), d }
}

function checkRescaling({ offset, gain, timeScale }: Rescaling): void {
  const fine = Number.isFinite(offset) && Number.isFinite(gain) && gain !== 0
  if (fine && Number.isFinite(timeScale) && timeScale > 0) return
  throw new NagumoError(
    'UNITS_IMPLAUSIBLE',
    `A rescaling needs a finite offset, a gain other than 0 and a time scale above 0; found offset ${plain(offset)}, gain ${plain(gain)}, time scale ${plain(timeScale)}. Correct them or take the proposal.`,
  )
}

function refuseShort(
  source: ObservationSource,
  prior: Prior,
  first: number,
  { timeScale }: Rescaling,
  chosen: Window | undefined,
): void {
  const { dt, points } = prior.grid
  const { samplingInterval, samples, start } = source
  const interval = dt * timeScale
  const step = interval / samplingInterval
  const from = start + first * samplingInterval
  const to = Math.min(chosen?.to ?? Number.POSITIVE_INFINITY, start + samples.length * samplingInterval)
  // A window may end with its last sample or with the interval after it.
  const recorded = first + (points - 1) * step <= samples.length - Math.min(1, step) + 0.01
  const inside = to - from >= (points - 1) * interval - 0.5 * samplingInterval
  if (recorded && inside) return
  const found = Math.max(0, Math.min(points - 1, Math.floor((to - from) / interval + 1e-6)))
  const where = chosen ? `the window from ${plain(from)} to ${plain(to)} ms` : 'the recording'
  const remedy = chosen ? 'Choose a longer window' : 'Take a longer recording'
  const inModelUnits = timeScale === 1 && source.voltageUnit === 'none'
  throw new NagumoError(
    'WINDOW_TOO_SHORT',
    `The model needs ${points} points, ${plain(interval)} ms apart (${plain(points * interval)} ms); ${where} has room for ${found} (${plain(to - from)} ms). ${remedy}, or ${inModelUnits ? 'a model with fewer points' : 'a smaller time scale'}.`,
  )
}

function refuseConstant(source: ObservationSource, window: Window): void {
  const x = cut(source, window)
  if (x.length > 0 && x.some((v) => v !== x[0])) return
  throw new NagumoError(
    'TRACE_CONSTANT',
    `From ${plain(window.from)} to ${plain(window.to)} ms the trace ${x.length === 0 ? 'has no samples' : `is ${plain(x[0])} throughout`}; a recorded trace has noise at least. Choose another window or sweep.`,
  )
}

function cut(source: ObservationSource, { from, to }: Window): Float64Array {
  return source.samples.subarray(indexOf(from, source), Math.max(0, indexOf(to, source)))
}

function indexOf(time: number, { samplingInterval, start }: ObservationSource): number {
  return Math.max(0, Math.round((time - start) / samplingInterval))
}

function windowFrom(first: number, { samplingInterval, start }: ObservationSource, length: number): Window {
  const from = start + first * samplingInterval
  return { from, to: from + length }
}

function spikesIn(train: SpikeTrain | null, { from, to }: Window): number {
  return train?.times.filter((t) => t >= from && t < to).length ?? 0
}
