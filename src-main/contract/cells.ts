import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Damaged, Id, Samples, Sha256, Summary, VerdictLevel } from './common.ts'
import { Annotation, Notes } from './notes.ts'
import { ReadingChoice } from './recordings.ts'
import { ReportFormat } from './report-formats.ts'
import { OpenDoubt, Reason, Verdict } from './reports.ts'
import { StatedSteps } from './stated-steps.ts'

/** Models of a cell, estimated from current-clamp sweeps with known injected current. */
export const CellModel = z.enum(['membrane', 'gif'])
export type CellModel = z.infer<typeof CellModel>

/** The injected current as interpreted. */
export const CellProtocol = z.object({
  /** The file's own command, or stated by the user. */
  from: z.enum(['file', 'stated']),
  /** `other`: none of these, or sweeps that differ in more than amplitude. */
  shape: z.enum(['step', 'ramp', 'pulses', 'noise', 'constant', 'other']),
  /** One sentence: “Steps of −100 to 300 pA, 100 to 600 ms, above a holding current of 0 pA”. */
  text: z.string(),
  holding: z.number(),
  /**
   * Time at which it first differs from holding or, if all sweeps share an earlier pulse, between sweeps, ms; null if
   * never.
   */
  onset: z.number().nullable(),
  offset: z.number().nullable(),
  /** pA above holding, one per sweep of the family: a step's level, or another shape's largest excursion. */
  amplitudes: z.array(z.number()),
  /** Open doubts about the protocol; omitted if there are none. */
  doubts: z.array(OpenDoubt).optional(),
})
export type CellProtocol = z.infer<typeof CellProtocol>

/** A cell parameter with its posterior; the prior is the model's own, the same for every cell. */
export const CellParameter = z.object({
  name: z.string(),
  symbol: z.string(),
  unit: z.string().nullable(),
  meaning: z.string(),
  posterior: Summary,
  /** The prior in words: “normal, 150 ± 200 MΩ”; null for derived parameters. */
  prior: z.string().nullable(),
  /** What the interval depends on, if anything: “measured from −85 to −62 mV”. */
  note: z.string().optional(),
})
export type CellParameter = z.infer<typeof CellParameter>

/** A 90 % band over x; all arrays have x's length. */
export const Band = z.object({
  x: z.array(z.number()),
  q05: z.array(z.number()),
  q50: z.array(z.number()),
  q95: z.array(z.number()),
})
export type Band = z.infer<typeof Band>

/** A sweep as the model uses it: decimated to at most some hundred points, time in ms, voltage in mV. */
export const SweepFit = z.object({
  sweep: z.number().int(),
  t: z.array(z.number()),
  observed: Samples,
  /** Posterior of the noise-free voltage. */
  q05: z.array(z.number()),
  q50: z.array(z.number()),
  q95: z.array(z.number()),
})
export type SweepFit = z.infer<typeof SweepFit>

/** One model's result for the cell. If refused or unreliable, without parameters; the reasons say why. */
export const MembraneResult = z.object({
  level: VerdictLevel,
  headline: z.string(),
  reasons: z.array(Reason),
  parameters: z.array(CellParameter),
  /** Voltage range over which the membrane was measured, mV; null if it was not. */
  range: z.object({ from: z.number(), to: z.number() }).nullable(),
  /** Estimates from each subthreshold sweep alone; null where not identifiable. */
  sweeps: z.array(
    z.object({
      sweep: z.number().int(),
      amplitude: z.number(),
      rIn: Summary.nullable(),
      tau: Summary.nullable(),
    }),
  ),
  /** Steady-state I–V relation, pA and mV: measured in each subthreshold sweep, and predicted. */
  iv: z.object({
    points: z.array(z.object({ sweep: z.number().int(), current: z.number(), voltage: z.number() })),
    band: Band.nullable(),
  }),
  fits: z.array(SweepFit),
})
export type MembraneResult = z.infer<typeof MembraneResult>

/** Prediction of held-out sweeps. */
export const HeldOut = z.object({
  /** Sum of |predicted − recorded| spike counts over the recorded total. */
  countError: z.number(),
  /** Share of sweeps whose recorded count lies within the 90 % predictive band. */
  coverage: z.number(),
  /** Median |predicted − recorded| first-spike latency, ms; null if no sweep has both. */
  latencyError: z.number().nullable(),
  /** Sweeps without a spike, and how many of them have a predicted count below one. */
  silent: z.object({ sweeps: z.number().int(), stay: z.number().int() }),
  /** Kolmogorov–Smirnov p of time-rescaled intervals (Brown et al. 2002); null if there are too few. */
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
  /** Parameters of the subthreshold voltage, then of the hazard. */
  parameters: z.array(CellParameter),
  heldOut: HeldOut.nullable(),
  /** f–I curve: spikes per sweep against amplitude, pA, predicted by the fit to all sweeps; null without steps. */
  fI: Band.nullable(),
  /** Spike-triggered kernels of voltage (mV) and log hazard, against ms after the spike. */
  kernels: z.array(z.object({ name: z.string(), unit: z.string().nullable(), band: Band })),
  /** Posterior draws by parameter name, as needed to predict responses to another command. */
  draws: z.record(z.string(), z.array(z.number())),
})
export type GifResult = z.infer<typeof GifResult>

/** Features of one sweep; null where undefined. */
export const SweepFeatures = z.object({
  sweep: z.number().int(),
  name: z.string(),
  /** pA above holding. */
  amplitude: z.number(),
  /** Spikes during the current, and in the rest of the sweep. */
  spikes: z.number().int(),
  spikesOutside: z.number().int(),
  /** Spike count over the stimulus duration, Hz. */
  rate: z.number(),
  /** From stimulus onset to the first spike, ms. */
  latency: z.number().nullable(),
  /** First and last interspike interval, ms, and their ratio (last / first). */
  firstInterval: z.number().nullable(),
  lastInterval: z.number().nullable(),
  adaptation: z.number().nullable(),
  /** Of the first spike, mV. */
  threshold: z.number().nullable(),
  /** Before stimulus onset, and at the end of a step without spikes, mV. */
  rest: z.number().nullable(),
  steady: z.number().nullable(),
})
export type SweepFeatures = z.infer<typeof SweepFeatures>

/** A feature of the cell, from its family of sweeps. */
export const CellFeature = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string().nullable(),
  meaning: z.string(),
  value: z.number().nullable(),
  /** 90 % interval over the sweeps; null if unknown. */
  interval: z.object({ from: z.number(), to: z.number() }).nullable(),
  /** Why the feature is missing, or what it was computed from. */
  note: z.string().nullable(),
})
export type CellFeature = z.infer<typeof CellFeature>

export const CellFeatures = z.object({
  sweeps: z.array(SweepFeatures),
  summary: z.array(CellFeature),
  /** Where the voltage contradicts the interpreted current, or the recording drifts; omitted if there is nothing. */
  doubts: z.array(OpenDoubt).optional(),
})
export type CellFeatures = z.infer<typeof CellFeatures>

/** Report on one cell, from a family of its sweeps. */
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
    /** Checksum of the samples and their sampling rate. */
    digest: z.string().optional(),
    /** Of the source file, hexadecimal; omitted if unknown. */
    sha256: Sha256.optional(),
    /** Choices about how the file is read, if any. */
    choice: ReadingChoice.optional(),
  }),
  protocol: CellProtocol,
  /** Steps stated by the user in place of the file's command. Omitted in older reports. */
  stated: StatedSteps.optional(),
  seed: z.number().int(),
  program: z.object({ version: z.string() }),
  verdict: Verdict,
  features: CellFeatures,
  /** Null if not requested. */
  membrane: MembraneResult.nullable(),
  gif: GifResult.nullable(),
  seconds: z.number(),
})
export type CellReport = z.infer<typeof CellReport>

/** An entry in the list of cells. */
export const CellEntry = z.object({
  id: Id,
  createdAt: z.iso.datetime(),
  recordingName: z.string(),
  level: VerdictLevel,
  headline: z.string(),
  notes: Notes.optional(),
  /** Why saving failed; the report is then in memory until the program ends. */
  notKept: z.string().optional(),
})
export type CellEntry = z.infer<typeof CellEntry>

export const CellRequest = z.object({
  recordingId: Id,
  models: z.array(CellModel).min(1).default(['membrane', 'gif']),
  /** Indices of sweeps to exclude. */
  leaveOut: z.array(z.number().int().nonnegative()).default([]),
  stated: StatedSteps.optional(),
  seed: z.number().int().nonnegative().optional(),
})
export type CellRequest = z.infer<typeof CellRequest>

export const CellEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('stage'),
    text: z.string(),
    /** Fraction done; null if unknown. */
    share: z.number().nullable(),
    secondsLeft: z.number().nullable(),
  }),
  /** `notKept`: why saving failed; the report is then in memory until the program ends. */
  z.object({ type: z.literal('report'), report: CellReport, notKept: z.string().optional() }),
])
export type CellEvent = z.infer<typeof CellEvent>

/** A command for simulating a fitted cell: pA including holding, sampled every `interval` ms from 0 ms. */
export const DrawnCommand = z.object({
  interval: z.number().positive(),
  current: z.array(z.number().min(-1e5).max(1e5)).min(2).max(200_000),
})
export type DrawnCommand = z.infer<typeof DrawnCommand>

/** Predicted response of the fitted cell to a command. */
export const CellPrediction = z.object({
  t: z.array(z.number()),
  /** Membrane potential between spikes, mV; spikes are cut. */
  voltage: Band.omit({ x: true }),
  /** Firing rate, Hz, in bins of `bin` ms. */
  rate: Band,
  bin: z.number(),
  /** Number of spikes. */
  count: z.object({ mean: z.number(), q05: z.number(), q95: z.number() }),
  /** Spike times of some draws, ms. */
  spikes: z.array(z.array(z.number())),
  /** Where the command is outside the range of the fitted sweeps. */
  notes: z.array(z.string()),
})
export type CellPrediction = z.infer<typeof CellPrediction>

export const cells = {
  /** Newest first. */
  list: oc.output(z.array(CellEntry)),
  /** Entries that cannot be read, and why. */
  damaged: oc.output(z.array(Damaged)),
  get: oc.input(z.object({ id: Id })).output(CellReport),
  /** Interprets the recording's injected current, before an estimate. */
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
