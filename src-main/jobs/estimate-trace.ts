import { randomInt } from 'node:crypto'
import type { Compute } from '../compute/process/compute.ts'
import type { EstimateResult } from '../contract/compute.ts'
import { NagumoError } from '../contract/errors.ts'
import type { EstimateStep } from '../contract/estimates.ts'
import type { ModelEntry } from '../contract/models.ts'
import type { PriorFile } from '../contract/priors.ts'
import { type Report, reportVersion, type Verdict } from '../contract/reports.ts'
import type { BackendInfo } from '../contract/system.ts'
import { applyPrior } from '../inference/apply-prior.ts'
import { targetIndices } from '../inference/network/densities/point.ts'
import { newId } from '../library/ids.ts'
import { describeForward } from '../model/composition/describe-forward.ts'
import { createPrior } from '../model/composition/prior.ts'
import { noisesFor } from '../model/composition/with-noise.ts'
import { measureFeatures } from '../recording/index.ts'
import { withSignal } from '../rpc/with-signal.ts'
import { decided } from './decided.ts'
import { nextStep, readsSweep } from './next-step.ts'
import { openDoubts } from './open-doubts.ts'
import { jobOfTrace, type TraceReading, type TraceSource } from './trace-job.ts'

export type { TraceSource } from './trace-job.ts'

export interface TraceEstimate extends Omit<TraceReading, 'seed'> {
  source: TraceSource
  model: ModelEntry
  /** Drawn at random where omitted; the report states it. */
  seed?: number | undefined
  /** Called before the sensitivity to fixed values is computed, if it is, with the report without it. */
  onPreliminary?: ((report: Report) => void) | undefined
  signal?: AbortSignal | undefined
}

/**
 * Estimates one trace: yields stages, then the report. Stores nothing.
 * @throws NagumoError of the trace, the compute process, or CANCELLED
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
    onPreliminary,
    signal,
  }: TraceEstimate,
): AsyncGenerator<EstimateStep> {
  yield readingStage(model)
  const { observation, job } = jobOfTrace(source, model, {
    modelFolder,
    conditioning,
    window,
    rescaling,
    prior: asked,
    seed,
  })
  const { prior } = job
  throwIfCancelled(signal)

  // The compute process starts with the first estimate, and loads the network from disk.
  yield { type: 'stage', stage: 'loading', text: 'loading the network', progress: 0.01 }
  const client = compute.client()
  const backend = await client.backend(undefined, withSignal(signal))
  const events = await client.estimate(
    { ...job, ...(onPreliminary && { preliminary: true }) },
    withSignal(signal),
  )
  const withNext = (verdict: Verdict): Verdict => {
    const { neuron } = createPrior(model.prior)
    const others = noisesFor(prior ?? model.prior).length > 1
    const next = nextStep(verdict, neuron.id, readsSweep(source, { conditioning, window }), others)
    return next ? { ...verdict, next } : verdict
  }
  const features = measureFeatures(source, {
    conditioning,
    window: observation.window,
    stimulus: source.stimulus,
  })
  const made = {
    id: newId(`${stem(source.recordingName)} ${source.sweep}`),
    createdAt: new Date().toISOString(),
  }
  const reportOf = (result: EstimateResult): Report => ({
    format: 'nagumo-report',
    version: reportVersion,
    ...made,
    recording: {
      id: source.recordingId,
      name: source.recordingName,
      ...decided(source.choice),
      sweep: source.sweep,
      sweepIndex: source.sweepIndex,
      window: observation.window,
      voltageUnit: source.voltageUnit,
      rescaling: observation.rescaling,
      conditioning,
      steps: [...observation.conditioned, ...observation.steps],
      ...openDoubts(source.doubts),
      ...(source.sha256 && { sha256: source.sha256 }),
    },
    model: { id: model.id, name: model.name, checksum: model.checksum, ...readsOf(model, prior) },
    ...describeForward(createPrior(prior ?? model.prior)),
    data: observation.data,
    appliedPrior: asked ?? null,
    features,
    seed,
    program: {
      version,
      backend: backendText(backend),
    },
    ...result,
    verdict: withNext(result.verdict),
  })
  for await (const event of events) {
    throwIfCancelled(signal)
    if (event.type === 'stage') yield event
    else if (event.type === 'preliminary') onPreliminary?.(reportOf(event.result))
    else {
      yield { type: 'report', report: reportOf(event.result) }
      return
    }
  }
  throwIfCancelled(signal)
  throw new Error('the estimate ended without a result')
}

/** All of the machine that decides the last digits: “native (libtensorflow 2.15.1), fused kernel”. */
function backendText({ name, why, fused }: BackendInfo): string {
  return `${name === 'native' ? `native (${why})` : name}${fused ? ', fused kernel' : ''}`
}

/** The event of an estimate waiting in the queue. */
export function waitingStage(ahead: number): Extract<EstimateStep, { type: 'stage' }> {
  const text = `queued, ${ahead} ${ahead === 1 ? 'estimate' : 'estimates'} ahead`
  return { type: 'stage', stage: 'waiting', text, progress: 0, ahead }
}

/** @throws NagumoError CANCELLED */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new NagumoError('CANCELLED', 'The estimate was stopped; nothing was saved.')
}

/** The data are the sweep itself, or the sweep resampled on the model's grid. */
function readingStage({ prior }: ModelEntry): EstimateStep {
  const { observable } = createPrior(prior)
  const text = observable.fromSweep ? `reading the ${observable.name}` : 'resampling'
  return { type: 'stage', stage: 'reading', text, progress: 0 }
}

/**
 * The parameters that a point network estimates; none under a prior outside its training distribution; omitted where
 * the network gives a posterior.
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

function stem(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, '')
}
