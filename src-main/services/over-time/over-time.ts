import { randomInt } from 'node:crypto'
import { NagumoError } from '../../contract/errors.ts'
import type { OverTimeEvent, OverTimeRequest } from '../../contract/estimates.ts'
import type { Series } from '../../contract/series.ts'
import { implementation, type ServiceDependencies } from '../dependencies.ts'
import type { Results } from '../results.ts'
import type { TraceReader } from '../trace-reader.ts'
import { estimateWindows } from './estimate-windows.ts'
import { planWindows } from './plan-windows.ts'
import { createSeriesDraft } from './series-draft.ts'

/** The services of estimates over time: how a sweep would be cut, the work itself, and its end before all is done. */
export function overTimeServices(
  dependencies: ServiceDependencies,
  traces: TraceReader,
  results: Results<Series>,
) {
  const { library } = dependencies
  const { estimates } = implementation
  /** Series under way, by id. */
  const running = new Map<string, AbortController>()
  return {
    overTimePlan: estimates.overTimePlan.handler(async ({ input }) => {
      const { prior } = await library.models.get(input.modelId)
      return planWindows(await traces.source(input.recordingId, input.sweep), prior, input)
    }),
    overTime: estimates.overTime.handler(({ input, signal }) =>
      overTime(dependencies, traces, results, running, input, signal),
    ),
    endOverTime: estimates.endOverTime.handler(({ input }) => {
      running.get(input.id)?.abort()
    }),
  }
}

/** What is done is kept, whether it comes to its end, is ended, fails, or its listener goes away. */
async function* overTime(
  { library, compute, info }: ServiceDependencies,
  traces: TraceReader,
  results: Results<Series>,
  running: Map<string, AbortController>,
  request: OverTimeRequest,
  signal: AbortSignal | undefined,
): AsyncGenerator<OverTimeEvent> {
  const { recordingId, sweep, modelId, conditioning = [], prior = null, seed = randomInt(2 ** 32) } = request
  const model = await library.models.get(modelId)
  const modelFolder = await library.models.folderOf(modelId)
  const source = await traces.source(recordingId, sweep)
  const stimulus =
    request.stimulus === undefined ? await traces.stimulusTime(recordingId, sweep) : request.stimulus
  const plan = planWindows(source, model.prior, request)
  const subject = { source, model, conditioning, prior, seed, plan, version: info.version }
  const draft = createSeriesDraft(subject)
  const end = new AbortController()
  running.set(draft.id, end)
  let kept = false
  const keep = async () => {
    const series = draft.series()
    kept = true
    const notKept = series.windows.length > 0 ? await results.keep(series) : null
    return { series, ...(notKept !== null && { notKept }) }
  }
  try {
    try {
      const work = {
        ...subject,
        modelFolder,
        stimulus,
        signal: signal ? AbortSignal.any([signal, end.signal]) : end.signal,
      }
      yield* estimateWindows(compute, work, draft)
    } catch (error) {
      if (!end.signal.aborted || draft.windows.length === 0) throw error
    }
    yield { type: 'series', ...(await keep()) }
    if (signal?.aborted) throw new NagumoError('CANCELLED', 'The estimates were stopped.')
  } finally {
    running.delete(draft.id)
    if (!kept) await keep()
  }
}
