import type { EstimateJob } from '../contract/compute.ts'
import type { Conditioning, Rescaling } from '../contract/conditioning.ts'
import type { Focus, ModelEntry } from '../contract/models.ts'
import { fixed } from '../contract/numbers.ts'
import type { PriorFile } from '../contract/priors.ts'
import type { Doubt, ReadingChoice, VoltageUnit, Window } from '../contract/recordings.ts'
import type { Reason } from '../contract/reports.ts'
import { conditionCleaned, findSpikes, prepareObservation } from '../recording/index.ts'

/** One sweep, its origin, and how to read it. */
export interface TraceSource {
  /** In the library, or null where the file was read directly. */
  recordingId: string | null
  recordingName: string
  /** SHA-256 of the file, hexadecimal, and the user's choices for reading it. */
  sha256?: string | undefined
  choice?: ReadingChoice | undefined
  sweep: string
  sweepIndex: number
  /** In the recording's voltage unit. */
  samples: Float64Array
  /** The recovery variable at the same times, where it was recorded. */
  recovery?: Float64Array | undefined
  /** ms */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  /** Time of each sample, ms, where they are unevenly spaced. */
  times?: Float64Array
  voltageUnit: VoltageUnit
  /** Stimulus, ms on the recording's clock, where known. */
  stimulus?: Window | null | undefined
  /** Whether the sampling rate is assumed and unconfirmed. */
  rateAssumed?: boolean | undefined
  /** Ambiguities found in reading the file. */
  doubts?: readonly Doubt[] | undefined
}

/** How one sweep becomes model input. */
export interface TraceReading {
  /** Location of the model's card and weights. */
  modelFolder: string
  /** Applied to the sweep before anything else. */
  conditioning?: Conditioning | undefined
  window?: Window | undefined
  rescaling?: Rescaling | undefined
  /** Replaces the model’s own. */
  prior?: PriorFile | undefined
  seed: number
}

/**
 * The compute process's job: the data derived from a sweep for a model, and what is known of them.
 * @throws NagumoError of the trace
 */
export function jobOfTrace(
  source: TraceSource,
  model: Pick<ModelEntry, 'prior' | 'focus' | 'name'>,
  { modelFolder, conditioning = [], window, rescaling, prior: asked, seed }: TraceReading,
): { observation: ReturnType<typeof prepareObservation>; job: EstimateJob } {
  const observation = prepareObservation(source, asked ?? model.prior, { conditioning, window, rescaling })
  const prior = observation.shortened ?? asked
  const { offset, gain, timeScale } = observation.rescaling
  const job: EstimateJob = {
    trace: [...observation.d, ...(observation.further ?? [])],
    ...(observation.ownSamples && { ownSamples: observation.ownSamples }),
    ...(observation.cycles && { cycles: observation.cycles }),
    ...(observation.refusal && {
      refusal: { reason: observation.refusal, interval: observation.t[1] - observation.t[0] },
    }),
    modelFolder,
    notes: [
      ...(observation.notes ?? []),
      ...focusNotes(model, source, observation.window),
      ...rateNotes(source),
    ],
    prior,
    seed,
    scale: { offset, gain, timeScale, start: observation.window.from },
    voltageUnit: source.voltageUnit === 'none' ? null : source.voltageUnit,
    recordedSpikes: observation.untouched ? null : spikesIn(source, conditioning, observation.window),
    rescalingParameters: observation.rescalingParameters,
  }
  return { observation, job }
}

/** A model refined for one recording applies to no other. */
function focusNotes(
  { focus, name }: Pick<ModelEntry, 'focus' | 'name'>,
  source: TraceSource,
  window: Window,
): Reason[] {
  if (!focus || isOf(focus, source, window)) return []
  return [
    {
      check: 'focus',
      level: 'caution',
      cause: 'prior',
      text: `The model “${name}” was refined for ${focus.recording}, ${focus.sweep}, alone; this is another trace, whose parameters may lie outside its narrow prior. Use ${focus.basedOn} for it.`,
      number: 'trained on a prior narrowed to one posterior: not amortized',
    },
  ]
}

/** All times in the result scale with the rate. */
function rateNotes({ rateAssumed, recordingName, samplingInterval }: TraceSource): Reason[] {
  if (!rateAssumed) return []
  const hertz = fixed(1000 / samplingInterval, 0)
  return [
    {
      check: 'rate',
      level: 'caution',
      cause: 'recording',
      text: `${recordingName} gives no sampling rate; ${hertz} were assumed, and all times depend on it. Set the rate on the Recordings screen, and estimate again.`,
      number: `assumed: ${hertz} Hz`,
    },
  ]
}

/** The same sweep and window; for files read directly only the name is compared. */
function isOf(focus: Focus, source: TraceSource, { from, to }: Window): boolean {
  const known = focus.recordingId !== null && source.recordingId !== null
  const recording = known
    ? focus.recordingId === source.recordingId
    : focus.recording === source.recordingName
  // Windows read from JSON differ only by rounding from rescaling.
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6
  return (
    recording && focus.sweep === source.sweep && near(focus.window.from, from) && near(focus.window.to, to)
  )
}

/** ms on the recording's clock. */
function spikesIn(source: TraceSource, conditioning: Conditioning, { from, to }: Window): number[] {
  const { forSpikes } = conditionCleaned(source, conditioning)
  return findSpikes(forSpikes, source, { unchanging: true }).times.filter((t) => t >= from && t <= to)
}
