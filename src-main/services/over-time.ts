import { randomInt } from 'node:crypto'
import type { OverTimeEvent, OverTimeRequest } from '../contract/estimates.ts'
import type { Series } from '../contract/series.ts'
import { planWindows } from '../jobs/over-time/plan-windows.ts'
import { refuseOther } from '../jobs/over-time/refuse-other.ts'
import { type RunningSeries, runSeries, settleSeries } from '../jobs/over-time/run-series.ts'
import type { Results } from '../jobs/results.ts'
import { type EstimateDependencies, implementation } from './dependencies.ts'
import type { RunningWorks } from './running.ts'
import type { TraceReader } from './trace-reader.ts'

/** Services of estimates over time: planning windows, running, and stopping early. */
export function overTimeServices(
  dependencies: EstimateDependencies,
  traces: TraceReader,
  results: Results<Series>,
  works: Pick<RunningWorks, 'series'>,
) {
  const { library } = dependencies
  const { estimates } = implementation
  const running: RunningSeries = new Map()
  return {
    overTimePlan: estimates.overTimePlan.handler(async ({ input }) => {
      const { prior } = await library.models.get(input.modelId)
      const source = await traces.source(input.recordingId, input.sweep)
      return planWindows(source, input.prior ?? prior, input)
    }),
    overTime: estimates.overTime.handler(({ input, signal }) =>
      works.series.run(input, signal, (stop) =>
        overTime(dependencies, traces, results, running, input, stop),
      ),
    ),
    continueOverTime: estimates.continueOverTime.handler(({ input, signal }) =>
      works.series.run({ continued: input.id }, signal, (stop) =>
        continueOverTime(dependencies, traces, results, running, input.id, stop),
      ),
    ),
    endOverTime: estimates.endOverTime.handler(({ input }) => {
      running.get(input.id)?.abort()
    }),
  }
}

async function* overTime(
  dependencies: EstimateDependencies,
  traces: TraceReader,
  results: Results<Series>,
  running: RunningSeries,
  request: OverTimeRequest,
  signal: AbortSignal | undefined,
): AsyncGenerator<OverTimeEvent> {
  const { library, info } = dependencies
  const { recordingId, sweep, modelId, conditioning = [], prior = null, seed = randomInt(2 ** 32) } = request
  const model = await library.models.get(modelId)
  const modelFolder = await library.models.folderOf(modelId)
  const source = await traces.source(recordingId, sweep)
  const stimulus =
    request.stimulus === undefined ? await traces.stimulusTime(recordingId, sweep) : request.stimulus
  const plan = planWindows(source, prior ?? model.prior, request)
  const { version } = info
  const subject = { source, model, modelFolder, conditioning, prior, seed, plan, stimulus, version }
  yield* runSeries(dependencies, results, running, subject, signal)
}

async function* continueOverTime(
  dependencies: EstimateDependencies,
  traces: TraceReader,
  results: Results<Series>,
  running: RunningSeries,
  id: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<OverTimeEvent> {
  const { library, info } = dependencies
  await settleSeries(library, results)
  const from = await results.get(id)
  const { recording, seed, plan, appliedPrior: prior } = from
  const model = await library.models.get(from.model.id)
  const modelFolder = await library.models.folderOf(from.model.id)
  const { conditioning, sweepIndex } = recording
  const source = await traces.source(recording.id ?? '', sweepIndex)
  refuseOther(from, source, model)
  const stimulus =
    from.stimulus === undefined ? await traces.stimulusTime(recording.id ?? '', sweepIndex) : from.stimulus
  const { version } = info
  const subject = { source, model, modelFolder, conditioning, prior, seed, plan, stimulus, version, from }
  yield* runSeries(dependencies, results, running, subject, signal)
}
