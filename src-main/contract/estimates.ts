import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Id } from './common.ts'
import { Conditioning, Rescaling } from './conditioning.ts'
import { CrossCheckStage } from './cross-check.ts'
import { PriorFile } from './priors.ts'
import { Window } from './recordings.ts'
import { Report } from './reports.ts'
import { Series, SeriesParameter, SeriesPlan, SeriesWindow } from './series.ts'

/** What an estimate says while it works. `text` is written for the person. */
export const EstimateEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('stage'),
    stage: z.enum(['waiting', 'reading', 'loading', 'network', 'weighing', 'checking', 'keeping']),
    text: z.string(),
    /** 0 … 1 over the whole estimate. */
    progress: z.number().min(0).max(1),
    /** While it waits: how many estimates are to be done before it, the one at work among them. */
    ahead: z.number().int().positive().optional(),
  }),
  /** `notKept`: why it could not be written; it is here until the program ends. */
  z.object({ type: z.literal('report'), report: Report, notKept: z.string().optional() }),
])
export type EstimateEvent = z.infer<typeof EstimateEvent>

/** In place of a kind of noise: the one that the evidence favours. */
export const byEvidence = 'evidence'

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
  /** The kind of noise in place of the prior’s, or `byEvidence`. */
  noise: z.string().max(80).optional(),
  seed: z.number().int().nonnegative().max(0xffffffff).optional(),
})
export type EstimateRequest = z.infer<typeof EstimateRequest>

/** Windows that slide along a sweep; what is left out is proposed by the recording and the model. */
export const OverTimeRequest = EstimateRequest.omit({ window: true, noise: true }).extend({
  /** The stretch of the sweep, ms on its clock; the whole sweep where left out. */
  from: z.number().optional(),
  to: z.number().optional(),
  /** ms; as long as one estimate takes where left out. */
  windowLength: z.number().positive().optional(),
  /** ms from the start of a window to that of the next; half the length where left out. */
  step: z.number().positive().optional(),
})
export type OverTimeRequest = z.infer<typeof OverTimeRequest>

/** What estimates over time say while they work. */
export const OverTimeEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('plan'), id: Id, plan: SeriesPlan }),
  z.object({
    type: z.literal('stage'),
    text: z.string(),
    /** 0 … 1 over all windows. */
    progress: z.number().min(0).max(1),
    /** By what a window has taken so far; null before the first is done. */
    secondsLeft: z.number().nullable(),
  }),
  /** A window is done. `parameters`: with the first one that has any. */
  z.object({
    type: z.literal('window'),
    window: SeriesWindow,
    parameters: z.array(SeriesParameter).optional(),
  }),
  z.object({ type: z.literal('series'), series: Series, notKept: z.string().optional() }),
])
export type OverTimeEvent = z.infer<typeof OverTimeEvent>

/** What a cross-check of a report says; at the end the report with it, in the place of the one without. */
export const CrossCheckEvent = z.discriminatedUnion('type', [
  CrossCheckStage,
  z.object({ type: z.literal('report'), report: Report, notKept: z.string().optional() }),
])
export type CrossCheckEvent = z.infer<typeof CrossCheckEvent>

export const estimates = {
  /**
   * Streams stages, then the report. One estimate is at work at a time, first come, first served. Cancelled through the
   * AbortSignal. The report is kept in the library, or says why not.
   */
  run: oc.input(EstimateRequest).output(eventIterator(EstimateEvent)),
  /**
   * Samples the posterior of a kept report once more, by differential evolution MCMC, and says whether both agree. Streams
   * stages, then the report with the result in it. Stands in the line of estimates; cancelled through the AbortSignal.
   * @throws USAGE where recording or model have changed, or the report has nothing to check
   */
  crossCheck: oc.input(z.object({ id: Id })).output(eventIterator(CrossCheckEvent)),
  /** How a sweep would be cut into windows. */
  overTimePlan: oc.input(OverTimeRequest.omit({ seed: true, stimulus: true })).output(SeriesPlan),
  /**
   * Streams the plan, stages and each window that is done, then the series, which is in the library by then or says why not. Where it is
   * stopped, by `endOverTime` or through the AbortSignal, what is done is kept.
   */
  overTime: oc.input(OverTimeRequest).output(eventIterator(OverTimeEvent)),
  /**
   * Goes on with a kept series that was stopped, or whose program ended: streams as `overTime` does, the windows that are
   * done first. The numbers are those of one that was not stopped. @throws USAGE where recording or model have changed
   */
  continueOverTime: oc.input(z.object({ id: Id })).output(eventIterator(OverTimeEvent)),
  /** Ends a series under way after what is done; its stream then gives the series. Nothing where there is none. */
  endOverTime: oc.input(z.object({ id: Id })).output(z.void()),
}
