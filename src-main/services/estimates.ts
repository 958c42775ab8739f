import type { EstimateEvent, EstimateRequest } from '../contract/estimates.ts'
import type { Report } from '../contract/reports.ts'
import { estimateWithNoise } from '../jobs/estimate-noise.ts'
import { throwIfCancelled, waitingStage } from '../jobs/estimate-trace.ts'
import type { Results } from '../jobs/results.ts'
import { inTurn } from '../jobs/turns.ts'
import { type EstimateDependencies, implementation, type ServiceDependencies } from './dependencies.ts'
import type { RunningWorks } from './running.ts'
import type { TraceReader } from './trace-reader.ts'

export function estimateServices(
  dependencies: EstimateDependencies,
  traces: TraceReader,
  reports: Results<Report>,
  running: Pick<RunningWorks, 'estimate'>,
) {
  return {
    run: implementation.estimates.run.handler(({ input, signal }) =>
      running.estimate.run(input, signal, (stop) =>
        inTurn(dependencies.turns, stop, waitingStage, () => run(dependencies, traces, reports, input, stop)),
      ),
    ),
  }
}

/**
 * Estimates a trace of the library; its report is saved before it is sent, or says why not. What is stopped or fails
 * after the preliminary report leaves that one, so that numbers that were shown stay.
 */
async function* run(
  { library, compute, info }: ServiceDependencies,
  traces: TraceReader,
  reports: Results<Report>,
  request: EstimateRequest,
  signal: AbortSignal | undefined,
): AsyncGenerator<EstimateEvent> {
  const { recordingId, sweep, modelId, conditioning, window, rescaling, stimulus, prior, noise, seed } =
    request
  const model = await library.models.get(modelId)
  const modelFolder = await library.models.folderOf(modelId)
  const source = await traces.source(recordingId, sweep)
  const injected = stimulus === undefined ? await traces.stimulusTime(recordingId, sweep) : stimulus
  let preliminary: Report | null = null
  let isSent = false
  const events = estimateWithNoise(compute, info.version, {
    source: { ...source, stimulus: injected },
    model,
    modelFolder,
    conditioning,
    window,
    rescaling,
    prior,
    noise,
    seed,
    signal,
    onPreliminary(report) {
      preliminary = report
    },
  })
  const keep = async (report: Report): Promise<EstimateEvent> => {
    preliminary = null
    const notKept = await reports.keep(report)
    return { type: 'report', report, ...(notKept !== null && { notKept }) }
  }
  try {
    for await (const event of events) {
      if (preliminary && !isSent) {
        isSent = true
        yield { type: 'preliminary', report: preliminary }
      }
      if (event.type === 'report') {
        yield { type: 'stage', stage: 'keeping', text: 'saving the report', progress: 1 }
        throwIfCancelled(signal)
        yield await keep(event.report)
      } else yield event
    }
  } catch (error) {
    if (preliminary && isSent && !signal?.aborted) yield await keep(preliminary)
    throw error
  } finally {
    if (preliminary && isSent) await keep(preliminary)
  }
}
