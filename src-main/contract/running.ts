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
  /** Since it was begun. */
  seconds: z.number().nonnegative(),
  /** Whether a window listens to it now: it is that one’s. */
  heard: z.boolean(),
}

/** Work under way in this program, and work that ended while no window listened. */
export const RunningWork = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('estimate'), request: EstimateRequest }),
  /** A series that was begun, or (by its id) goes on. */
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
 * Work goes on where the connection that asked for it is gone. These streams say what it has said so far, of its stages the
 * last, and then what it says; aborted through the AbortSignal, they stop the work. @throws NOT_FOUND where it is not there any more
 */
export const running = {
  list: oc.output(z.array(RunningWork)),
  estimate: oc.input(One).output(eventIterator(EstimateEvent)),
  series: oc.input(One).output(eventIterator(OverTimeEvent)),
  cell: oc.input(One).output(eventIterator(CellEvent)),
  crossCheck: oc.input(One).output(eventIterator(CrossCheckEvent)),
}
