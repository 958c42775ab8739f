import type { CellEvent, CellRequest } from '../contract/cells.ts'
import type { CrossCheckEvent, EstimateEvent, EstimateRequest, OverTimeEvent } from '../contract/estimates.ts'
import type { RunningWork } from '../contract/running.ts'
import { createRunning } from '../jobs/running.ts'
import { implementation } from './dependencies.ts'

type SeriesWork = Extract<RunningWork, { kind: 'series' }>['request']

/** Running work, by kind. */
export type RunningWorks = ReturnType<typeof createRunningWorks>

export function createRunningWorks() {
  return {
    estimate: createRunning<EstimateRequest, EstimateEvent>(),
    series: createRunning<SeriesWork, OverTimeEvent>(),
    cell: createRunning<CellRequest, CellEvent>(),
    crossCheck: createRunning<{ id: string }, CrossCheckEvent>(),
  }
}

/** Requests of a reloaded window: running work and its events. */
export function runningServices({ estimate, series, cell, crossCheck }: RunningWorks) {
  const { running } = implementation
  return {
    list: running.list.handler(() => [
      ...estimate.list().map((one) => ({ ...one, kind: 'estimate' as const })),
      ...series.list().map((one) => ({ ...one, kind: 'series' as const })),
      ...cell.list().map((one) => ({ ...one, kind: 'cell' as const })),
      ...crossCheck.list().map((one) => ({ ...one, kind: 'crossCheck' as const })),
    ]),
    estimate: running.estimate.handler(({ input, signal }) => estimate.follow(input.id, signal)),
    series: running.series.handler(({ input, signal }) => series.follow(input.id, signal)),
    cell: running.cell.handler(({ input, signal }) => cell.follow(input.id, signal)),
    crossCheck: running.crossCheck.handler(({ input, signal }) => crossCheck.follow(input.id, signal)),
  }
}
