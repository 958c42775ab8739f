import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Assumption, Damaged, Id, ParameterDescription, Sha256, Summary, VerdictLevel } from './common.ts'
import { Conditioning, Rescaling } from './conditioning.ts'
import { Annotation, Notes } from './notes.ts'
import { PriorFile } from './priors.ts'
import { ReadingChoice, VoltageUnit, Window } from './recordings.ts'
import { ReportFormat } from './report-formats.ts'
import { DerivedQuantity, ForwardParts, OpenDoubt, Reason } from './reports.ts'

/** Most windows of one series: beyond that a person has mistyped the step. */
export const mostWindows = 2000

/** How a sweep is cut into windows that slide along it, and the one rescaling that they all share. */
export const SeriesPlan = z.object({
  /** The stretch of the sweep, ms on its clock. */
  from: z.number(),
  to: z.number(),
  /** Length of each window and how far the next one begins after it, ms. */
  length: z.number().positive(),
  step: z.number().positive(),
  /** In order of time. */
  windows: z.array(Window).min(1).max(mostWindows),
  rescaling: Rescaling,
  /** False where the model’s own time scale leaves no choice of the length. */
  lengthFree: z.boolean(),
  /** Spikes in the middle one of the windows, by their number. */
  spikes: z.number(),
  /** What a person should know before it is begun. */
  notes: z.array(z.string()),
})
export type SeriesPlan = z.infer<typeof SeriesPlan>

/** What one parameter is in one window. */
export const WindowParameter = z.object({
  name: z.string(),
  posterior: Summary,
  derived: z.array(DerivedQuantity),
})
export type WindowParameter = z.infer<typeof WindowParameter>

/** A feature of the recording in one window; see features.ts for what it means. */
export const WindowFeature = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string().nullable(),
  value: z.number().nullable(),
  sd: z.number().nullable(),
})
export type WindowFeature = z.infer<typeof WindowFeature>

export const SeriesWindow = z.object({
  index: z.number().int().nonnegative(),
  window: Window,
  /** The seed that an estimate of this window alone takes to give the same numbers. */
  seed: z.number().int().nonnegative(),
  /** `silent`: nothing to estimate from; `leftOut`: it could not be put to the model at all. */
  outcome: z.enum(['estimated', 'silent', 'leftOut']),
  /** Null where it was left out. */
  level: VerdictLevel.nullable(),
  /** The verdict’s headline, or why the window was left out. */
  text: z.string(),
  /** What speaks against trusting it, worst first. */
  concerns: z.array(Reason),
  parameters: z.array(WindowParameter),
  features: z.array(WindowFeature),
  ess: z.number().nullable(),
  /**
   * Equally weighted draws of the posterior, one row a draw, in the order of `parameters`, to six digits; the fewer the more
   * windows there are. Left out where there are none, and of series from before they were kept.
   */
  draws: z.array(z.array(z.number())).optional(),
  /** Where sampling started (as in a report), and what gave the draws. Left out of earlier series. */
  sampling: z
    .object({
      start: z.enum(['network', 'translated', 'search']).optional(),
      by: z.enum(['importance', 'mcmc', 'network']),
    })
    .optional(),
  seconds: z.number(),
})
export type SeriesWindow = z.infer<typeof SeriesWindow>

export const SeriesParameter = ParameterDescription.extend({
  prior: Summary.extend({ lower: z.number(), upper: z.number() }),
  /** False where its value in one window has nothing to do with that in another: where in its cycle a window begins. */
  comparable: z.boolean(),
  assumption: Assumption,
})
export type SeriesParameter = z.infer<typeof SeriesParameter>

/** A level with half the width of its 90 % interval. */
const Level = z.object({ value: z.number(), halfWidth: z.number() })

/** What was found of how a parameter changes. */
export const ParameterChange = z.object({
  name: z.string(),
  /** `none`: no more than its uncertainty; `wanders`: more than that, without a course. */
  kind: z.enum(['none', 'step', 'steady', 'wanders']),
  /** Before and after; of what wanders the lowest and the highest window, of what does not change the mean twice. */
  before: Level,
  after: Level,
  /** Between which times, ms. */
  between: Window,
  /** The smaller p of the two tests (all equal; a straight line), times the number of tests. */
  p: z.number(),
})
export type ParameterChange = z.infer<typeof ParameterChange>

export const SeriesChanges = z.object({
  /** Plain sentences, the most important one first. */
  text: z.array(z.string()),
  /** Windows that do not overlap and can be trusted: what the tests go by. */
  tested: z.array(z.number().int()),
  parameters: z.array(ParameterChange),
})
export type SeriesChanges = z.infer<typeof SeriesChanges>

/** The parameters of one sweep over time, window by window. */
export const Series = z.object({
  format: z.literal('nagumo-series'),
  version: z.literal(1),
  id: Id,
  createdAt: z.iso.datetime(),
  recording: z.object({
    id: Id.nullable(),
    name: z.string(),
    sweep: z.string(),
    sweepIndex: z.number().int(),
    voltageUnit: VoltageUnit,
    /** What was done to the sweep first. */
    conditioning: Conditioning,
    /** Of the samples, their rate and unit: it can be continued on the same only. */
    digest: z.string().optional(),
    /** As in a report. */
    doubts: z.array(OpenDoubt).optional(),
    sha256: Sha256.optional(),
    /** What was decided about how the file is read, where anything was. */
    choice: ReadingChoice.optional(),
  }),
  model: z.object({ id: Id, name: z.string(), checksum: z.string() }),
  /** What was simulated, compared, and with which noise. Left out of earlier series. */
  forward: ForwardParts.optional(),
  appliedPrior: PriorFile.nullable(),
  /** Each window’s own seed is drawn from it. */
  seed: z.number().int(),
  /** When current was injected, for the features. */
  stimulus: Window.nullable().optional(),
  program: z.object({ version: z.string(), backend: z.string() }),
  plan: SeriesPlan,
  /** Empty where no window could be estimated. */
  parameters: z.array(SeriesParameter),
  /** Those that are done: all that were planned, unless it was stopped. */
  windows: z.array(SeriesWindow),
  complete: z.boolean(),
  /** Whether the program ended while it was at work, so that it was not stopped by a person. */
  interrupted: z.boolean().optional(),
  changes: SeriesChanges,
  seconds: z.number(),
})
export type Series = z.infer<typeof Series>

/** A line of the list of series. */
export const SeriesEntry = z.object({
  id: Id,
  createdAt: z.iso.datetime(),
  recordingName: z.string(),
  sweep: z.string(),
  modelName: z.string(),
  window: Window,
  /** Windows that are done, and that were planned. */
  done: z.number().int(),
  planned: z.number().int(),
  text: z.string(),
  /** What was written beside it; left out where nothing is. */
  notes: Notes.optional(),
  /** Why it could not be written; it is here until the program ends. */
  notKept: z.string().optional(),
})
export type SeriesEntry = z.infer<typeof SeriesEntry>

export const series = {
  /** Newest first. */
  list: oc.output(z.array(SeriesEntry)),
  /** What the list leaves out, and why. */
  damaged: oc.output(z.array(Damaged)),
  get: oc.input(z.object({ id: Id })).output(Series),
  /** As a file to save. */
  export: oc.input(z.object({ id: Id, as: ReportFormat })).output(z.file()),
  /** Tries once more to write a series that could not be kept. */
  keep: oc.input(z.object({ id: Id })).output(z.void()),
  /** Changes its title, tags, note or group, which stand beside it: it stays as it is. Gives all of them back. */
  annotate: oc.input(Annotation).output(Notes),
  remove: oc.input(z.object({ id: Id })).output(z.void()),
  /** Takes a removal back. */
  restore: oc.input(z.object({ id: Id })).output(Series),
}
