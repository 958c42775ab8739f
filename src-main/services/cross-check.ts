import type { CrossCheckEvent } from '../contract/estimates.ts'
import type { Report } from '../contract/reports.ts'
import { crossCheckReport } from '../jobs/cross-check-report.ts'
import { throwIfCancelled } from '../jobs/estimate-trace.ts'
import type { Results } from '../jobs/results.ts'
import { inTurn } from '../jobs/turns.ts'
import { type EstimateDependencies, implementation, type ServiceDependencies } from './dependencies.ts'
import type { RunningWorks } from './running.ts'
import type { TraceReader } from './trace-reader.ts'

export function crossCheckServices(
  dependencies: EstimateDependencies,
  traces: TraceReader,
  reports: Results<Report>,
  running: Pick<RunningWorks, 'crossCheck'>,
) {
  return {
    crossCheck: implementation.estimates.crossCheck.handler(({ input, signal }) =>
      running.crossCheck.run(input, signal, (stop) =>
        inTurn(dependencies.turns, stop, waitingStage, () =>
          crossCheck(dependencies, traces, reports, input.id, stop),
        ),
      ),
    ),
  }
}

function waitingStage(ahead: number): CrossCheckEvent {
  const text = `queued, ${ahead} ${ahead === 1 ? 'estimate' : 'estimates'} ahead`
  return { type: 'stage', text, progress: 0, secondsLeft: null }
}

/** The result is saved in the library's report before it is sent, or says why not. */
async function* crossCheck(
  { library, compute }: ServiceDependencies,
  traces: TraceReader,
  reports: Results<Report>,
  id: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<CrossCheckEvent> {
  const before = await reports.get(id)
  const model = await library.models.get(before.model.id)
  const modelFolder = await library.models.folderOf(model.id)
  const source = await traces.source(before.recording.id ?? '', before.recording.sweepIndex)
  for await (const event of crossCheckReport(compute, before, { source, model, modelFolder, signal })) {
    if (event.type === 'report') {
      throwIfCancelled(signal)
      const notKept = await reports.keep(event.report)
      yield { ...event, ...(notKept !== null && { notKept }) }
    } else yield event
  }
}
