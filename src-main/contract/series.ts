import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Assumption, Damaged, Id, ParameterDescription, Sha256, Summary, VerdictLevel } from './common.ts'
import { Conditioning, Rescaling } from './conditioning.ts'
import { Annotation, Notes } from './notes.ts'
import { PriorFile } from './priors.ts'
import { ReadingChoice, VoltageUnit, Window } from './recordings.ts'
import { ReportFormat } from './report-formats.ts'
import { DerivedQuantity, ForwardParts, OpenDoubt, Reason } from './reports.ts'

/** Maximum number of windows in a series: more suggests a mistyped step. */
export const mostWindows = 2000

/** Division of a sweep into sliding windows, and their common rescaling. */
export const SeriesPlan = z.object({
  /** The analysed part of the sweep, ms on its clock. */
  from: z.number(),
  to: z.number(),
  /** Window length, and the step between window starts, ms. */
  length: z.number().positive(),
  step: z.number().positive(),
  /** In order of time. */
  windows: z.array(Window).min(1).max(mostWindows),
  rescaling: Rescaling,
  /** False if the model’s time scale fixes the length. */
  lengthFree: z.boolean(),
  /** Median spike count of the windows. */
  spikes: z.number(),
  /** Caveats before starting. */
  notes: z.array(z.string()),
})
export type SeriesPlan = z.infer<typeof SeriesPlan>

/** Estimate of one parameter in one window. */
export const WindowParameter = z.object({
  name: z.string(),
  posterior: Summary,
  derived: z.array(DerivedQuantity),
})
export type WindowParameter = z.infer<typeof WindowParameter>

/** A feature of the recording in one window; defined in features.ts. */
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
  /** Seed with which an estimate of this window alone reproduces its numbers. */
  seed: z.number().int().nonnegative(),
  /** `silent`: no spikes to estimate from; `leftOut`: it could not be converted to model input. */
  outcome: z.enum(['estimated', 'silent', 'leftOut']),
  /** Null if it was excluded. */
  level: VerdictLevel.nullable(),
  /** The verdict’s headline, or why the window was excluded. */
  text: z.string(),
  /** Reasons against trusting it, worst first. */
  concerns: z.array(Reason),
  parameters: z.array(WindowParameter),
  features: z.array(WindowFeature),
  ess: z.number().nullable(),
  /**
   * Equally weighted posterior draws, one row per draw, in the order of `parameters`, to six digits; fewer as the
   * number of windows grows. Omitted if there are none, and in older series.
   */
  draws: z.array(z.array(z.number())).optional(),
  /** Initial proposal of the sampler (as in a report), and the sampler that gave the draws. Omitted in older series. */
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
  /** False if its values in different windows are unrelated: the phase at a window's start. */
  comparable: z.boolean(),
  assumption: Assumption,
})
export type SeriesParameter = z.infer<typeof SeriesParameter>

/** A level with the half-width of its 90 % interval. */
const Level = z.object({ value: z.number(), halfWidth: z.number() })

/** Detected change of a parameter over time. */
export const ParameterChange = z.object({
  name: z.string(),
  /** `none`: variation within its uncertainty; `wanders`: more than that, without a trend or step. */
  kind: z.enum(['none', 'step', 'steady', 'wanders']),
  /** Before and after; for `wanders` the lowest and the highest window, for `none` the mean in both. */
  before: Level,
  after: Level,
  /** Time range of the change, ms. */
  between: Window,
  /** The smaller p of the two tests (constancy; linear trend), Bonferroni-corrected. */
  p: z.number(),
})
export type ParameterChange = z.infer<typeof ParameterChange>

export const SeriesChanges = z.object({
  /** Sentences, the most important first. */
  text: z.array(z.string()),
  /** Indices of the windows used by the tests: non-overlapping and reliable. */
  tested: z.array(z.number().int()),
  parameters: z.array(ParameterChange),
})
export type SeriesChanges = z.infer<typeof SeriesChanges>

/** Parameters of one sweep over time, window by window. */
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
    /** Conditioning of the sweep. */
    conditioning: Conditioning,
    /** Checksum of samples, sampling rate and unit: a series can only be resumed on the same data. */
    digest: z.string().optional(),
    /** As in a report. */
    doubts: z.array(OpenDoubt).optional(),
    sha256: Sha256.optional(),
    /** The user's choices about how the file is read, if any. */
    choice: ReadingChoice.optional(),
  }),
  model: z.object({ id: Id, name: z.string(), checksum: z.string() }),
  /** The forward model and the noise. Omitted in older series. */
  forward: ForwardParts.optional(),
  appliedPrior: PriorFile.nullable(),
  /** Seeds of the windows are derived from it. */
  seed: z.number().int(),
  /** Time of the current injection, for the features. */
  stimulus: Window.nullable().optional(),
  program: z.object({ version: z.string(), backend: z.string() }),
  plan: SeriesPlan,
  /** Empty if no window could be estimated. */
  parameters: z.array(SeriesParameter),
  /** Finished windows: all planned ones, unless it was stopped. */
  windows: z.array(SeriesWindow),
  complete: z.boolean(),
  /** Whether it was interrupted by the end of the program rather than stopped by the user. */
  interrupted: z.boolean().optional(),
  changes: SeriesChanges,
  seconds: z.number(),
})
export type Series = z.infer<typeof Series>

/** An entry in the list of series. */
export const SeriesEntry = z.object({
  id: Id,
  createdAt: z.iso.datetime(),
  recordingName: z.string(),
  sweep: z.string(),
  modelName: z.string(),
  window: Window,
  /** Number of finished and of planned windows. */
  done: z.number().int(),
  planned: z.number().int(),
  text: z.string(),
  /** The user's annotations; omitted if there are none. */
  notes: Notes.optional(),
  /** Why saving failed; the series is then in memory until the program ends. */
  notKept: z.string().optional(),
})
export type SeriesEntry = z.infer<typeof SeriesEntry>

export const series = {
  /** Newest first. */
  list: oc.output(z.array(SeriesEntry)),
  /** Entries that cannot be read, and why. */
  damaged: oc.output(z.array(Damaged)),
  get: oc.input(z.object({ id: Id })).output(Series),
  /** As a file to save. */
  export: oc.input(z.object({ id: Id, as: ReportFormat })).output(z.file()),
  /** Retries saving a series after a failure. */
  keep: oc.input(z.object({ id: Id })).output(z.void()),
  /** Changes title, tags, note or group, which are stored beside the immutable series. Returns all of them. */
  annotate: oc.input(Annotation).output(Notes),
  remove: oc.input(z.object({ id: Id })).output(z.void()),
  /** Undoes a removal. */
  restore: oc.input(z.object({ id: Id })).output(Series),
}
