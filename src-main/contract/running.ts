import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { CellEvent, CellRequest } from './cells.ts'
import { Id } from './common.ts'
import {
  CrossCheckEvent,
  EstimateEvent,
  EstimateRequest,
  OverTimeEvent,
  OverTimeRequest,
} from './estimates.ts'

const common = {
  id: z.uuid(),
  /** Seconds since the start. */
  seconds: z.number().nonnegative(),
  /** Whether a window is connected to it; it then belongs to that window. */
  heard: z.boolean(),
}

/** Work running in this program, or finished while no window was connected. */
export const RunningWork = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('estimate'), request: EstimateRequest }),
  /** A new series, or one that is resumed (by its id). */
  z.object({
    ...common,
    kind: z.literal('series'),
    request: z.union([OverTimeRequest, z.object({ continued: Id })]),
  }),
  z.object({ ...common, kind: z.literal('cell'), request: CellRequest }),
  z.object({ ...common, kind: z.literal('crossCheck'), request: z.object({ id: Id }) }),
])
export type RunningWork = z.infer<typeof RunningWork>

const One = z.object({ id: z.uuid() })

/**
 * Work continues after its connection has closed. These streams replay its events so far (of the stages only the last)
 * and then deliver new ones; aborting them through the AbortSignal cancels the work. @throws NOT_FOUND if it no longer
 * exists
 */
export const running = {
  list: oc.output(z.array(RunningWork)),
  estimate: oc.input(One).output(eventIterator(EstimateEvent)),
  series: oc.input(One).output(eventIterator(OverTimeEvent)),
  cell: oc.input(One).output(eventIterator(CellEvent)),
  crossCheck: oc.input(One).output(eventIterator(CrossCheckEvent)),
}
