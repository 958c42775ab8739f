import { cellEntryOf } from '../contract/cell-entry.ts'
import type { CellEvent, CellReport, CellRequest } from '../contract/cells.ts'
import { estimateCell, predictCell } from '../jobs/cells/estimate-cell.ts'
import { throwIfCancelled, waitingStage } from '../jobs/estimate-trace.ts'
import { type Results, withUnkept } from '../jobs/results.ts'
import { inTurn } from '../jobs/turns.ts'
import { damagedOf, entriesOf } from '../library/listing.ts'
import { readFamily } from '../recording/family/read-family.ts'
import { type EstimateDependencies, implementation } from './dependencies.ts'
import { exportedFile } from './exported-file.ts'
import type { RunningWorks } from './running.ts'
import type { TraceReader } from './trace-reader.ts'

/** Cells under known currents: protocol, estimate, prediction, and stored reports. */
export function cellServices(
  dependencies: EstimateDependencies,
  traces: TraceReader,
  results: Results<CellReport>,
  running: Pick<RunningWorks, 'cell'>,
) {
  const { library, compute, turns } = dependencies
  const { cells } = implementation
  return {
    list: cells.list.handler(async () =>
      withUnkept(results, entriesOf(await library.cells.list()), cellEntryOf),
    ),
    damaged: cells.damaged.handler(async () => damagedOf(await library.cells.list())),
    get: cells.get.handler(({ input }) => results.get(input.id)),
    protocol: cells.protocol.handler(
      async ({ input }) => (await readFamily(await traces.family(input.recordingId), input)).protocol,
    ),
    estimate: cells.estimate.handler(({ input, signal }) =>
      running.cell.run(input, signal, (stop) =>
        inTurn(turns, stop, waiting, () => estimate(dependencies, traces, results, input, stop)),
      ),
    ),
    predict: cells.predict.handler(async ({ input, signal }) =>
      predictCell(compute, await results.get(input.id), input.command, input.seed, signal),
    ),
    export: cells.export.handler(async ({ input }) =>
      exportedFile(dependencies, await results.get(input.id), input.as),
    ),
    keep: cells.keep.handler(({ input }) => results.keepAgain(input.id)),
    annotate: cells.annotate.handler(({ input }) => results.annotate(input.id, input.notes)),
    remove: cells.remove.handler(({ input }) => results.remove(input.id)),
    restore: cells.restore.handler(({ input }) => results.restore(input.id)),
  }
}

function waiting(ahead: number): CellEvent {
  return { type: 'stage', text: waitingStage(ahead).text, share: null, secondsLeft: null }
}

/** Estimates a cell of the library; its report is saved before it is sent, or says why not. */
async function* estimate(
  { compute, info }: EstimateDependencies,
  traces: TraceReader,
  results: Results<CellReport>,
  { recordingId, models, leaveOut, stated, seed }: CellRequest,
  signal: AbortSignal | undefined,
): AsyncGenerator<CellEvent> {
  const source = await traces.family(recordingId)
  const work = { source, recordingId, models, leaveOut, stated, seed, signal }
  for await (const event of estimateCell(compute, info.version, work)) {
    if (event.type === 'report') {
      throwIfCancelled(signal)
      const notKept = await results.keep(event.report)
      yield { ...event, ...(notKept !== null && { notKept }) }
    } else yield event
  }
}
