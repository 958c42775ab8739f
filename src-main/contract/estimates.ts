import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Id } from './common.ts'
import { PriorFile } from './priors.ts'
import { Conditioning, Rescaling, Window } from './recordings.ts'
import { Report } from './reports.ts'

/** What an estimate says while it works. `text` is written for the person. */
export const EstimateEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('stage'),
    stage: z.enum(['reading', 'network', 'weighing', 'checking', 'keeping']),
    text: z.string(),
    /** 0 … 1 over the whole estimate. */
    progress: z.number().min(0).max(1),
  }),
  z.object({ type: z.literal('report'), report: Report }),
])
export type EstimateEvent = z.infer<typeof EstimateEvent>

export const EstimateRequest = z.object({
  recordingId: Id,
  sweep: z.number().int().nonnegative(),
  modelId: Id,
  /** Done to the sweep before anything else. */
  conditioning: Conditioning.optional(),
  window: Window.optional(),
  rescaling: Rescaling.optional(),
  /** When current was injected, for the features; from the recording's own stimulus where it is left out. */
  stimulus: Window.nullable().optional(),
  /** A prior to apply in place of the model’s; it must lie within that. */
  prior: PriorFile.optional(),
  seed: z.number().int().nonnegative().max(0xffffffff).optional(),
})
export type EstimateRequest = z.infer<typeof EstimateRequest>

export const estimates = {
  /** Streams stages, then the report. Cancelled through the AbortSignal. The report is kept in the library. */
  run: oc.input(EstimateRequest).output(eventIterator(EstimateEvent)),
}
