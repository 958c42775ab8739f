import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Damaged, Id, Samples, Sha256, Summary, VerdictLevel } from './common.ts'
import { Annotation, Notes } from './notes.ts'
import { ReadingChoice } from './recordings.ts'
import { ReportFormat } from './report-formats.ts'
import { OpenDoubt, Reason, Verdict } from './reports.ts'
import { StatedSteps } from './stated-steps.ts'

/** A cell is estimated from a family of sweeps in current clamp, whose injected current is known. */
export const CellModel = z.enum(['membrane', 'gif'])
export type CellModel = z.infer<typeof CellModel>

/** What was injected, as it was understood. */
export const CellProtocol = z.object({
  /** Where it is from: the file's own command, or stated by the person. */
  from: z.enum(['file', 'stated']),
  /** `other`: what is none of these, or differs from sweep to sweep in more than its amplitude. */
  shape: z.enum(['step', 'ramp', 'pulses', 'noise', 'constant', 'other']),
  /** One sentence: “Steps of −100 to 300 pA, 100 to 600 ms, above a holding current of 0 pA”. */
  text: z.string(),
  holding: z.number(),
  /** When it differs from holding in any sweep, or, where a further pulse is the same in all, from sweep to sweep, ms; null where it never does. */
  onset: z.number().nullable(),
  offset: z.number().nullable(),
  /** pA above holding, one for each sweep of the family: of a step its level, of another shape its greatest excursion. */
  amplitudes: z.array(z.number()),
  /** What is open about it; left out where nothing is. */
  doubts: z.array(OpenDoubt).optional(),
})
export type CellProtocol = z.infer<typeof CellProtocol>

/** A parameter of the cell with its posterior; the prior is what the model takes, the same for every cell. */
export const CellParameter = z.object({
  name: z.string(),
  symbol: z.string(),
  unit: z.string().nullable(),
  meaning: z.string(),
  posterior: Summary,
  /** The prior in words: “normal, 150 ± 200 MΩ”; null of what is derived from others. */
  prior: z.string().nullable(),
  /** What the interval holds together with, where it does: “measured from −85 to −62 mV”. */
  note: z.string().optional(),
})
export type CellParameter = z.infer<typeof CellParameter>

/** A band over x; each array as long as x. */
export const Band = z.object({
  x: z.array(z.number()),
  q05: z.array(z.number()),
  q50: z.array(z.number()),
  q95: z.array(z.number()),
})
export type Band = z.infer<typeof Band>

/** A sweep as a model has it: thinned to at most some hundred points, time in ms, voltage in mV. */
export const SweepFit = z.object({
  sweep: z.number().int(),
  t: z.array(z.number()),
  observed: Samples,
  /** Posterior of the voltage without noise. */
  q05: z.array(z.number()),
  q50: z.array(z.number()),
  q95: z.array(z.number()),
})
export type SweepFit = z.infer<typeof SweepFit>

/** What one model says of the cell. Refused or unreliable: no parameters, and the reasons say why. */
export const MembraneResult = z.object({
  level: VerdictLevel,
  headline: z.string(),
  reasons: z.array(Reason),
  parameters: z.array(CellParameter),
  /** mV between which the membrane was measured; null where it was not. */
  range: z.object({ from: z.number(), to: z.number() }).nullable(),
  /** Each silent sweep by itself; null what can't be told of it. */
  sweeps: z.array(
    z.object({
      sweep: z.number().int(),
      amplitude: z.number(),
      rIn: Summary.nullable(),
      tau: Summary.nullable(),
    }),
  ),
  /** Steady voltage over the injected current, pA and mV: of each silent sweep, and what the model predicts. */
  iv: z.object({
    points: z.array(z.object({ sweep: z.number().int(), current: z.number(), voltage: z.number() })),
    band: Band.nullable(),
  }),
  fits: z.array(SweepFit),
})
export type MembraneResult = z.infer<typeof MembraneResult>

/** How well sweeps are predicted by a fit that has not seen them. */
export const HeldOut = z.object({
  /** Sum of |predicted − recorded| spike counts over the recorded total. */
  countError: z.number(),
  /** Share of sweeps whose recorded count lies in the predictive 90 % band. */
  coverage: z.number(),
  /** Median |predicted − recorded| latency of first spikes, ms; null where no sweep has one in both. */
  latencyError: z.number().nullable(),
  /** Sweeps without a spike, and how many of them are predicted to have less than one. */
  silent: z.object({ sweeps: z.number().int(), stay: z.number().int() }),
  /** Kolmogorov–Smirnov p of time-rescaled intervals (Brown et al. 2002); null for too few. */
  ksP: z.number().nullable(),
  /** For each sweep of the family, in order. */
  sweeps: z.array(
    z.object({
      sweep: z.number().int(),
      recorded: z.number().int(),
      predicted: z.object({ mean: z.number(), q05: z.number(), q95: z.number() }),
      latency: z.number().nullable(),
      predictedLatency: z.object({ q05: z.number(), q50: z.number(), q95: z.number() }).nullable(),
    }),
  ),
})
export type HeldOut = z.infer<typeof HeldOut>

export const GifResult = z.object({
  level: VerdictLevel,
  headline: z.string(),
  reasons: z.array(Reason),
  /** Those of the voltage between spikes, then those of the hazard. */
  parameters: z.array(CellParameter),
  heldOut: HeldOut.nullable(),
  /** Spikes a sweep over the amplitude, pA, as the whole fit predicts them; null where it is no family of steps. */
  fI: Band.nullable(),
  /** What a spike does to the voltage (mV) and to the log hazard, over ms after it. */
  kernels: z.array(z.object({ name: z.string(), unit: z.string().nullable(), band: Band })),
  /** Posterior draws, one array for each name: what prediction under another command takes. */
  draws: z.record(z.string(), z.array(z.number())),
})
export type GifResult = z.infer<typeof GifResult>

/** What a sweep shows by itself; null where it does not. */
export const SweepFeatures = z.object({
  sweep: z.number().int(),
  name: z.string(),
  /** pA above holding. */
  amplitude: z.number(),
  /** Spikes while the current lasts, and in the rest of the sweep. */
  spikes: z.number().int(),
  spikesOutside: z.number().int(),
  /** Spikes over the length of the stimulus, Hz. */
  rate: z.number(),
  /** From the onset to the first spike, ms. */
  latency: z.number().nullable(),
  /** First and last interval, ms, and their ratio (last / first). */
  firstInterval: z.number().nullable(),
  lastInterval: z.number().nullable(),
  adaptation: z.number().nullable(),
  /** Of the first spike, mV. */
  threshold: z.number().nullable(),
  /** Before the onset, and at the end of a step where it has no spikes, mV. */
  rest: z.number().nullable(),
  steady: z.number().nullable(),
})
export type SweepFeatures = z.infer<typeof SweepFeatures>

/** What a family tells of the cell by features. */
export const CellFeature = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string().nullable(),
  meaning: z.string(),
  value: z.number().nullable(),
  /** 90 % interval over the sweeps; null where it is not known. */
  interval: z.object({ from: z.number(), to: z.number() }).nullable(),
  /** Why there is none, or what it is of. */
  note: z.string().nullable(),
})
export type CellFeature = z.infer<typeof CellFeature>

export const CellFeatures = z.object({
  sweeps: z.array(SweepFeatures),
  summary: z.array(CellFeature),
  /** Where the voltage contradicts the current as it was understood, or the cell drifts; left out where nothing does. */
  doubts: z.array(OpenDoubt).optional(),
})
export type CellFeatures = z.infer<typeof CellFeatures>

/** One cell, by a family of its sweeps. */
export const CellReport = z.object({
  format: z.literal('nagumo-cell'),
  version: z.literal(1),
  id: Id,
  createdAt: z.iso.datetime(),
  recording: z.object({
    id: Id.nullable(),
    name: z.string(),
    sweeps: z.array(z.string()),
    doubts: z.array(OpenDoubt).optional(),
    /** Of the samples and their rate. */
    digest: z.string().optional(),
    /** Of the file that was read, hexadecimal; left out where it is not known. */
    sha256: Sha256.optional(),
    /** What was decided about how the file is read, where anything was. */
    choice: ReadingChoice.optional(),
  }),
  protocol: CellProtocol,
  /** As they were stated, where the file's own command was not taken. Left out of reports from before it was kept. */
  stated: StatedSteps.optional(),
  seed: z.number().int(),
  program: z.object({ version: z.string() }),
  verdict: Verdict,
  features: CellFeatures,
  /** Null where it was not asked for. */
  membrane: MembraneResult.nullable(),
  gif: GifResult.nullable(),
  seconds: z.number(),
})
export type CellReport = z.infer<typeof CellReport>

/** A line of the list of cells. */
export const CellEntry = z.object({
  id: Id,
  createdAt: z.iso.datetime(),
  recordingName: z.string(),
  level: VerdictLevel,
  headline: z.string(),
  notes: Notes.optional(),
  /** Why it could not be written; it is here until the program ends. */
  notKept: z.string().optional(),
})
export type CellEntry = z.infer<typeof CellEntry>

export const CellRequest = z.object({
  recordingId: Id,
  models: z.array(CellModel).min(1).default(['membrane', 'gif']),
  /** Sweeps to leave out, by their place. */
  leaveOut: z.array(z.number().int().nonnegative()).default([]),
  stated: StatedSteps.optional(),
  seed: z.number().int().nonnegative().optional(),
})
export type CellRequest = z.infer<typeof CellRequest>

export const CellEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('stage'),
    text: z.string(),
    /** Of the whole; null where it is not known. */
    share: z.number().nullable(),
    secondsLeft: z.number().nullable(),
  }),
  /** `notKept`: why it could not be written; it is here until the program ends. */
  z.object({ type: z.literal('report'), report: CellReport, notKept: z.string().optional() }),
])
export type CellEvent = z.infer<typeof CellEvent>

/** A command that a fitted cell is put under: pA with holding, `interval` ms apart, from 0 ms. */
export const DrawnCommand = z.object({
  interval: z.number().positive(),
  current: z.array(z.number().min(-1e5).max(1e5)).min(2).max(200_000),
})
export type DrawnCommand = z.infer<typeof DrawnCommand>

/** What the fitted cell would do under a command. */
export const CellPrediction = z.object({
  t: z.array(z.number()),
  /** Of the membrane potential between spikes, mV; spikes are cut. */
  voltage: Band.omit({ x: true }),
  /** Of the firing rate, Hz, in bins of `bin` ms. */
  rate: Band,
  bin: z.number(),
  /** Of the number of spikes. */
  count: z.object({ mean: z.number(), q05: z.number(), q95: z.number() }),
  /** Some draws' spike times, ms. */
  spikes: z.array(z.array(z.number())),
  /** Where the command leaves what the cell was fitted on. */
  notes: z.array(z.string()),
})
export type CellPrediction = z.infer<typeof CellPrediction>

export const cells = {
  /** Newest first. */
  list: oc.output(z.array(CellEntry)),
  /** What the list leaves out, and why. */
  damaged: oc.output(z.array(Damaged)),
  get: oc.input(z.object({ id: Id })).output(CellReport),
  /** What the recording's injected current was understood as, before an estimate. */
  protocol: oc
    .input(CellRequest.pick({ recordingId: true, leaveOut: true, stated: true }))
    .output(CellProtocol),
  estimate: oc.input(CellRequest).output(eventIterator(CellEvent)),
  predict: oc
    .input(z.object({ id: Id, command: DrawnCommand, seed: z.number().int().optional() }))
    .output(CellPrediction),
  /** As a file to save. */
  export: oc.input(z.object({ id: Id, as: ReportFormat })).output(z.file()),
  keep: oc.input(z.object({ id: Id })).output(z.void()),
  annotate: oc.input(Annotation).output(Notes),
  remove: oc.input(z.object({ id: Id })).output(z.void()),
  restore: oc.input(z.object({ id: Id })).output(CellReport),
}
