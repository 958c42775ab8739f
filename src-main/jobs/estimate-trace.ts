import { randomInt } from 'node:crypto'
import type { Compute } from '../compute/process/compute.ts'
import { NagumoError } from '../contract/errors.ts'
import type { EstimateEvent } from '../contract/estimates.ts'
import type { Focus, ModelEntry } from '../contract/models.ts'
import { fixed } from '../contract/numbers.ts'
import type { PriorFile } from '../contract/priors.ts'
import type { Conditioning, Doubt, Rescaling, VoltageUnit, Window } from '../contract/recordings.ts'
import { type Reason, type Report, reportVersion, type Verdict } from '../contract/reports.ts'
import { applyPrior } from '../inference/apply-prior.ts'
import { targetIndices } from '../inference/network/densities/point.ts'
import { newId } from '../library/ids.ts'
import { describeForward } from '../model/composition/describe-forward.ts'
import { createPrior } from '../model/composition/prior.ts'
import { noisesFor } from '../model/composition/with-noise.ts'
import { condition, findSpikes, measureFeatures, prepareObservation } from '../recording/index.ts'
import { withSignal } from '../rpc/with-signal.ts'
import { nextStep, readsSweep } from './next-step.ts'
import { openDoubts } from './open-doubts.ts'

/** One sweep, where it came from, and how it is to be read. */
export interface TraceSource {
  /** In the library, or null where the file was read directly. */
  recordingId: string | null
  recordingName: string
  sweep: string
  sweepIndex: number
  /** In the recording's voltage unit. */
  samples: Float64Array
  /** ms */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  /** Of each sample, ms, where they are not evenly spaced. */
  times?: Float64Array
  voltageUnit: VoltageUnit
  /** When current was injected, ms on the recording's clock, where that is known. */
  stimulus?: Window | null | undefined
  /** Whether the sampling rate is an assumption that nobody has confirmed. */
  rateAssumed?: boolean | undefined
  /** What the reading of the file left open. */
  doubts?: readonly Doubt[] | undefined
}

export interface TraceEstimate {
  source: TraceSource
  model: ModelEntry
  /** Where the model's card and weights lie. */
  modelFolder: string
  /** Done to the sweep before anything else. */
  conditioning?: Conditioning | undefined
  window?: Window | undefined
  rescaling?: Rescaling | undefined
  /** Applied in place of the model’s. */
  prior?: PriorFile | undefined
  /** Drawn where it is left out; the report says which it was. */
  seed?: number | undefined
  signal?: AbortSignal | undefined
}

/**
 * The whole way from one trace to its report: stages on the way, the report at the end. Keeps nothing.
 * @throws NagumoError of the trace, the numerics, or CANCELLED
 */
export async function* estimateTrace(
  compute: Compute,
  version: string,
  {
    source,
    model,
    modelFolder,
    conditioning = [],
    window,
    rescaling,
    prior: asked,
    seed = randomInt(2 ** 32),
    signal,
  }: TraceEstimate,
): AsyncGenerator<EstimateEvent> {
  yield readingStage(model)
  const observation = prepareObservation(source, asked ?? model.prior, { conditioning, window, rescaling })
  const prior = observation.shortened ?? asked
  const { offset, gain, timeScale } = observation.rescaling
  throwIfCancelled(signal)

  const client = compute.client()
  const backend = await client.backend(undefined, withSignal(signal))
  const events = await client.estimate(
    {
      trace: observation.d,
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
    },
    withSignal(signal),
  )
  const withNext = (verdict: Verdict): Verdict => {
    const { neuron } = createPrior(model.prior)
    const others = noisesFor(prior ?? model.prior).length > 1
    const next = nextStep(verdict, neuron.id, readsSweep(source, { conditioning, window }), others)
    return next ? { ...verdict, next } : verdict
  }
  for await (const event of events) {
    throwIfCancelled(signal)
    if (event.type === 'stage') {
      yield event
      continue
    }
    const report: Report = {
      format: 'nagumo-report',
      version: reportVersion,
      id: newId(`${stem(source.recordingName)} ${source.sweep}`),
      createdAt: new Date().toISOString(),
      recording: {
        id: source.recordingId,
        name: source.recordingName,
        sweep: source.sweep,
        sweepIndex: source.sweepIndex,
        window: observation.window,
        voltageUnit: source.voltageUnit,
        rescaling: observation.rescaling,
        conditioning,
        steps: [...observation.conditioned, ...observation.steps],
        ...openDoubts(source.doubts),
      },
      model: { id: model.id, name: model.name, checksum: model.checksum, ...readsOf(model, prior) },
      ...describeForward(createPrior(prior ?? model.prior)),
      data: observation.data,
      appliedPrior: asked ?? null,
      features: measureFeatures(source, {
        conditioning,
        window: observation.window,
        stimulus: source.stimulus,
      }),
      seed,
      program: {
        version,
        backend: backend.name === 'native' ? `native (${backend.why})` : backend.name,
      },
      ...event.result,
      verdict: withNext(event.result.verdict),
    }
    yield { type: 'report', report }
    return
  }
  throwIfCancelled(signal)
  throw new Error('the estimate ended without a result')
}

/** What an estimate says while others are before it. */
export function waitingStage(ahead: number): Extract<EstimateEvent, { type: 'stage' }> {
  const text = `queued, ${ahead} ${ahead === 1 ? 'estimate' : 'estimates'} ahead`
  return { type: 'stage', stage: 'waiting', text, progress: 0, ahead }
}

/** @throws NagumoError CANCELLED */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new NagumoError('CANCELLED', 'The estimate was stopped; nothing was kept.')
}

/** Data are made of the sweep itself, or of its points on the model's grid. */
function readingStage({ prior }: ModelEntry): EstimateEvent {
  const { observable } = createPrior(prior)
  const text = observable.fromSweep ? `reading the ${observable.name}` : 'resampling'
  return { type: 'stage', stage: 'reading', text, progress: 0 }
}

/** A model that was refined for one recording knows no other. */
function focusNotes({ focus, name }: ModelEntry, source: TraceSource, window: Window): Reason[] {
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

/** Every time in the result goes with the rate. */
function rateNotes({ rateAssumed, recordingName, samplingInterval }: TraceSource): Reason[] {
  if (!rateAssumed) return []
  const hertz = fixed(1000 / samplingInterval, 0)
  return [
    {
      check: 'rate',
      level: 'caution',
      cause: 'recording',
      text: `${recordingName} does not say how many samples a second it has; ${hertz} were assumed, and all times go with that. Say how many on the Recordings screen, and estimate again.`,
      number: `assumed: ${hertz} Hz`,
    },
  ]
}

/** The same sweep and window; of files that were read directly only the name is known. */
function isOf(focus: Focus, source: TraceSource, { from, to }: Window): boolean {
  const known = focus.recordingId !== null && source.recordingId !== null
  const recording = known
    ? focus.recordingId === source.recordingId
    : focus.recording === source.recordingName
  // Windows come back from a JSON file as they went in, but for the last digits that a rescaling leaves.
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6
  return (
    recording && focus.sweep === source.sweep && near(focus.window.from, from) && near(focus.window.to, to)
  )
}

/**
 * The parameters that a point network reads; none under a prior that the network did not learn, of which it says nothing;
 * left out where the network gives a posterior.
 */
function readsOf(
  { network, prior: own, parameters }: ModelEntry,
  applied: PriorFile | undefined,
): { reads?: string[] } {
  const learned = createPrior(own)
  if (applied && applyPrior(learned, createPrior(applied)).use !== 'weights') return { reads: [] }
  if (network.kind === 'posterior') return {}
  return { reads: targetIndices(network, learned).map((j) => parameters[j].name) }
}

/** ms on the recording's clock. */
function spikesIn(source: TraceSource, conditioning: Conditioning, { from, to }: Window): number[] {
  const { samples } = condition(source, conditioning)
  return findSpikes(samples, source, { unchanging: true }).times.filter((t) => t >= from && t <= to)
}

function stem(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, '')
}
