import type { OwnSamples } from '../../../contract/compute.ts'
import type { Rescaling } from '../../../contract/conditioning.ts'
import { NagumoError } from '../../../contract/errors.ts'
import { toSamples } from '../../../contract/missing.ts'
import { plain } from '../../../contract/quantities.ts'
import type { ObservationPreview, Window } from '../../../contract/recordings.ts'
import { conditionCleaned } from '../../../signal/artefacts/condition-cleaned.ts'
import { correlationOfWhiteNoise } from '../../../signal/conditioning/lowpass.ts'
import { proposeConditioning } from '../../../signal/conditioning/propose.ts'
import { everyNth, isWhole, resample } from '../../../signal/resample.ts'
import { findSpikes } from '../../../signal/spikes/find-spikes.ts'
import { cut, indexOf, type ObservationSource } from '../../../signal/sweep.ts'
import type { Observation, SweepOptions } from '../../observation.ts'
import { artefactNotes } from './artefact-notes.ts'
import { type SamplesInWindow, samplesInWindow } from './own-samples.ts'
import { isOwnScale, ownScale } from './own-scale.ts'
import { prepareUneven } from './prepare-uneven.ts'
import { proposeRescaling } from './propose.ts'
import { checkRescaling, refuseConstant, refuseMissing, refuseShort } from './refuse.ts'
import {
  describeFilteredNoise,
  describeMissing,
  describeResampling,
  describeScale,
  describeWindow,
} from './steps.ts'
import type { SweepSetting } from './sweep-setting.ts'
import { checkWindow, chooseWindow, wholeOf } from './window.ts'

/** An observation without what depends on its conditioning. */
type OnGrid = Omit<Observation, 'conditioned' | 'proposals' | 'data'>

/**
 * Resamples a window of a recording to the model's grid, in model units. What the options leave out is proposed.
 * @throws NagumoError WINDOW_INVALID, WINDOW_TOO_SHORT, TRACE_CONSTANT, UNITS_IMPLAUSIBLE (a rescaling that gives no
 *   finite numbers), TOO_FEW_POINTS (most are missing), CONDITIONING_INVALID, TIME_UNEVEN (a recording in mV)
 */
export function prepareSweep(
  recorded: ObservationSource,
  setting: SweepSetting,
  options: SweepOptions,
): Omit<Observation, 'data'> {
  const { conditioning = [] } = options
  const { grid } = setting
  const { samples, forSpikes, texts, artefacts } = conditionCleaned(recorded, conditioning)
  const source = { ...recorded, samples }
  const whole = wholeOf(samples, source)
  if (options.window) checkWindow(options.window, whole, source)
  if (options.rescaling) checkRescaling(options.rescaling)
  refuseConstant(source, options.window ?? whole)
  const scale = ownScale(setting.unit, source.voltageUnit)
  if (source.times) return prepareUneven(source, source.times, setting, scale, options)
  const onModelsGrid =
    scale && isOwnScale(options.rescaling, scale)
      ? inModelUnits(source, setting, scale, options.window, whole)
      : rescaled(source, forSpikes, setting, options, whole)
  const { window, rescaling, ownSamples } = onModelsGrid
  const notes = artefactNotes(artefacts, recorded, window)
  return {
    ...onModelsGrid,
    ...(notes.length > 0 && { notes, steps: [...notes.map(({ text }) => text), ...onModelsGrid.steps] }),
    untouched: onModelsGrid.untouched && conditioning.length === 0,
    conditioned: conditioning.map((step, k) => {
      if (step.kind !== 'lowpass') return texts[k]
      const interval = (ownSamples?.dt ?? grid.dt) * rescaling.timeScale
      const correlation = correlationOfWhiteNoise(step.cutoff, interval, source.samplingInterval)
      return `${texts[k]} ${describeFilteredNoise(step.cutoff, correlation, interval)}`
    }),
    proposals: proposeConditioning(source, window, conditioning),
  }
}

/** The recording is the model's own potential already: at most it is resampled. */
function inModelUnits(
  source: ObservationSource,
  setting: SweepSetting,
  scale: Rescaling,
  chosen: Window | undefined,
  whole: Window,
): OnGrid {
  const { grid } = setting
  const { dt, points } = grid
  const { samples, samplingInterval } = source
  const step = dt / samplingInterval
  const first = indexOf((chosen ?? whole).from, source)
  const window = windowFrom(first, source, points * dt)
  refuseShort(source, grid, first, scale, chosen)
  const n = Math.round(step)
  const { values, how } =
    isWhole(step, points) && n > 1
      ? { values: everyNth(samples, first, n, points), how: 'everyNth' as const }
      : resample(samples, first, step, points)
  refuseMissing(values, window)
  const untouched = how === 'none'
  const where = setting.unit === 'mV' ? 'in the model’s unit, mV,' : 'in model units'
  const own = untouched ? null : samplesInWindow(samples, first, step, grid)
  return {
    window,
    needed: points * dt,
    rescaling: scale,
    untouched,
    steps: [
      untouched
        ? `The trace is ${where} and on the model’s grid; nothing was changed.`
        : `The trace is ${where.replace(/,$/, '')}; voltage and time were not changed.`,
      ...describeResampling(how, own, step, samplingInterval, dt, scale),
      ...describeMissing(missingIn(cut(source, window)), missingIn(values), own, grid),
      ...describeWindow(window, chosen, source, grid),
      setting.start(first > 0),
    ],
    ...onGrid(values, dt, scale),
    ownSamples: inModel(own, scale),
    rescalingParameters: 0,
  }
}

/**
 * u = (V − offset)/gain, model time = recorded time/timeScale.
 * @param forSpikes the samples including clipped ones
 */
function rescaled(
  source: ObservationSource,
  forSpikes: Float64Array,
  setting: SweepSetting,
  options: SweepOptions,
  whole: Window,
): OnGrid {
  const { grid } = setting
  const { dt, points } = grid
  const { samples, samplingInterval, voltageUnit } = source
  const span = points * dt
  const spikes = findSpikes(forSpikes, source, { unchanging: true })
  const model = setting.mean()
  const propose = (region: Window) =>
    proposeRescaling(cut(source, region), spikes, region, voltageUnit, model, span)
  const proposal = propose(options.window ?? whole)
  const rescaling = options.rescaling ?? proposal.rescaling
  const { timeScale } = rescaling
  const lead = (model.firstSpike ?? 0.05 * span) * timeScale
  const placed = options.window ? null : chooseWindow(span * timeScale, source, spikes.times, lead)
  const chosen = options.window ?? placed!.window
  const step = (dt * timeScale) / samplingInterval
  // To the nearest sample, with room left for all points of a window at the recording's end.
  const last = placed ? Math.floor(samples.length - Math.min(1, step) - (points - 1) * step) : samples.length
  const first = Math.max(0, Math.min(indexOf(chosen.from, source), last))
  refuseShort(source, grid, first, rescaling, options.window)
  const { values, how } = resample(samples, first, step, points)
  const window = windowFrom(first, source, span * timeScale)
  refuseConstant(source, window)
  refuseMissing(values, window)
  const own = how === 'none' ? null : samplesInWindow(samples, first, step, grid)
  return {
    window,
    needed: span * timeScale,
    rescaling,
    untouched: false,
    steps: [
      ...describeWindow(window, options.window, source, grid, spikesIn(spikes.times, window)),
      ...(placed?.because ? [placed.because] : []),
      ...describeScale(rescaling, voltageUnit, options.rescaling ? null : proposal),
      ...describeResampling(how, own, step, samplingInterval, dt, rescaling),
      ...describeMissing(missingIn(cut(source, window)), missingIn(values), own, grid),
      setting.start(true),
    ],
    ...onGrid(values, dt, rescaling),
    ownSamples: inModel(own, rescaling),
    rescalingParameters: options.rescaling
      ? proposed(options.rescaling, [proposal.rescaling, propose(whole).rescaling])
      : 3,
  }
}

/** How many values are those of a proposal: sent back unchanged, they are still derived from the trace. */
function proposed(given: Rescaling, proposals: readonly Rescaling[]): number {
  const names = ['offset', 'gain', 'timeScale'] as const
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.abs(b)
  return names.filter((name) => proposals.some((p) => same(given[name], p[name]))).length
}

/** Model time and model units; null where a point is missing. */
function onGrid(
  values: Float64Array,
  dt: number,
  { offset, gain }: Rescaling,
): Pick<ObservationPreview, 't' | 'd'> {
  const d = values.map((v) => (v - offset) / gain)
  if (d.some((v, j) => !Number.isFinite(v) && !Number.isNaN(values[j]))) {
    throw new NagumoError(
      'UNITS_IMPLAUSIBLE',
      `The rescaling gives values too large to compute with (offset ${plain(offset)}, gain ${plain(gain)}). Choose a gain near the height of a spike divided by 4.`,
    )
  }
  return { t: Array.from(d, (_, j) => j * dt), d: toSamples(d) }
}

/** In model units. */
function inModel(own: SamplesInWindow | null, { offset, gain }: Rescaling): OwnSamples | null {
  return own && { values: toSamples(own.values.map((v) => (v - offset) / gain)), dt: own.dt }
}

function windowFrom(first: number, { samplingInterval, start }: ObservationSource, length: number): Window {
  const from = start + first * samplingInterval
  return { from, to: from + length }
}

function spikesIn(times: readonly number[], { from, to }: Window): number {
  return times.filter((t) => t >= from && t < to).length
}

function missingIn(samples: Float64Array): number {
  return samples.filter(Number.isNaN).length
}
