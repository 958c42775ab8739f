import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Id } from './common.ts'
import { Conditioning, Rescaling } from './conditioning.ts'
import { CrossCheckStage } from './cross-check.ts'
import { PriorFile } from './priors.ts'
import { Window } from './recordings.ts'
import { Report } from './reports.ts'
import { Series, SeriesParameter, SeriesPlan, SeriesWindow } from './series.ts'

/** Events of a running estimate. `text` is for the user. */
export const EstimateEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('stage'),
    stage: z.enum([
      'waiting',
      'reading',
      'loading',
      'network',
      'weighing',
      'checking',
      'sensitivity',
      'keeping',
    ]),
    text: z.string(),
    /** 0 … 1 over the whole estimate. */
    progress: z.number().min(0).max(1),
    /** While queued: number of estimates ahead of it, including the running one. */
    ahead: z.number().int().positive().optional(),
  }),
  /** The report without its sensitivity to fixed values, which is still to be computed; not saved. */
  z.object({ type: z.literal('preliminary'), report: Report }),
  /** `notKept`: why saving failed; the report is then in memory until the program ends. */
  z.object({ type: z.literal('report'), report: Report, notKept: z.string().optional() }),
])
export type EstimateEvent = z.infer<typeof EstimateEvent>
/** Without the preliminary report, which only a window waits for. */
export type EstimateStep = Exclude<EstimateEvent, { type: 'preliminary' }>

/** In place of a noise kind: select the one favoured by the evidence. */
export const byEvidence = 'evidence'

export const EstimateRequest = z.object({
  recordingId: Id,
  sweep: z.number().int().nonnegative(),
  modelId: Id,
  /** Applied to the sweep first. */
  conditioning: Conditioning.optional(),
  window: Window.optional(),
  rescaling: Rescaling.optional(),
  /** Time of the current injection, for the features; from the recording's stimulus if omitted. */
  stimulus: Window.nullable().optional(),
  /** Replaces the model’s prior; its support must lie within that of the model's prior. */
  prior: PriorFile.optional(),
  /** Noise kind in place of the prior’s, or `byEvidence`. */
  noise: z.string().max(80).optional(),
  seed: z.number().int().nonnegative().max(0xffffffff).optional(),
})
export type EstimateRequest = z.infer<typeof EstimateRequest>

/** Sliding windows along a sweep; omitted values are proposed from the recording and the model. */
export const OverTimeRequest = EstimateRequest.omit({ window: true, noise: true }).extend({
  /** Part of the sweep, ms on its clock; the whole sweep if omitted. */
  from: z.number().optional(),
  to: z.number().optional(),
  /** ms; the length of a single estimate's window if omitted. */
  windowLength: z.number().positive().optional(),
  /** ms between starts of consecutive windows; half the length if omitted. */
  step: z.number().positive().optional(),
})
export type OverTimeRequest = z.infer<typeof OverTimeRequest>

/** Events of estimates over time. */
export const OverTimeEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('plan'), id: Id, plan: SeriesPlan }),
  z.object({
    type: z.literal('stage'),
    text: z.string(),
    /** 0 … 1 over all windows. */
    progress: z.number().min(0).max(1),
    /** Extrapolated from the time per window; null before the first is done. */
    secondsLeft: z.number().nullable(),
  }),
  /** A finished window. `parameters`: with the first window that has any. */
  z.object({
    type: z.literal('window'),
    window: SeriesWindow,
    parameters: z.array(SeriesParameter).optional(),
  }),
  z.object({ type: z.literal('series'), series: Series, notKept: z.string().optional() }),
])
export type OverTimeEvent = z.infer<typeof OverTimeEvent>

/** Events of a cross-check; the last one holds the report with its result, replacing the previous one. */
export const CrossCheckEvent = z.discriminatedUnion('type', [
  CrossCheckStage,
  z.object({ type: z.literal('report'), report: Report, notKept: z.string().optional() }),
])
export type CrossCheckEvent = z.infer<typeof CrossCheckEvent>

export const estimates = {
  /**
   * Streams stages, a preliminary report, then the report. One estimate runs at a time, in order of arrival. Cancelled
   * through the AbortSignal; a preliminary report is then saved as it is. If the report cannot be saved in the library,
   * `notKept` says why.
   */
  run: oc.input(EstimateRequest).output(eventIterator(EstimateEvent)),
  /**
   * Samples the posterior of a saved report again by differential evolution MCMC and compares the two. Streams stages,
   * then the report with the result. Queued with the estimates; cancelled through the AbortSignal.
   * @throws USAGE if the recording or the model has changed, or the report has nothing to check
   */
  crossCheck: oc.input(z.object({ id: Id })).output(eventIterator(CrossCheckEvent)),
  /** How a sweep would be divided into windows. */
  overTimePlan: oc.input(OverTimeRequest.omit({ seed: true, stimulus: true })).output(SeriesPlan),
  /**
   * Streams the plan, stages and each finished window, then the series; `notKept` if it could not be saved in the
   * library. If stopped, by `endOverTime` or through the AbortSignal, finished windows are saved.
   */
  overTime: oc.input(OverTimeRequest).output(eventIterator(OverTimeEvent)),
  /**
   * Resumes a saved series that was stopped, or whose program ended: streams like `overTime`, the finished windows
   * first. The numbers equal those of an uninterrupted run. @throws USAGE if the recording or the model has changed
   */
  continueOverTime: oc.input(z.object({ id: Id })).output(eventIterator(OverTimeEvent)),
  /** Stops a running series; its stream then yields the series of finished windows. No effect if there is none. */
  endOverTime: oc.input(z.object({ id: Id })).output(z.void()),
}
