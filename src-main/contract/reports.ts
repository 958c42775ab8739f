import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Assumed } from './assumed.ts'
import {
  Assumption,
  Curve,
  Damaged,
  Id,
  Interval,
  ParameterDescription,
  Sha256,
  Summary,
  VerdictLevel,
} from './common.ts'
import { Conditioning, ConditioningStep, Rescaling } from './conditioning.ts'
import { CrossCheck } from './cross-check.ts'
import { CycleFit } from './cycles.ts'
import { DataDescription, traceData } from './data.ts'
import { DoubtCode } from './doubt-code.ts'
import { TraceFeatures } from './features.ts'
import { Fit, Residuals } from './fit.ts'
import { Annotation, Notes } from './notes.ts'
import { PriorChange, PriorFile } from './priors.ts'
import { ProtocolFile } from './protocols.ts'
import { ReadingChoice, VoltageUnit, Window } from './recordings.ts'
import { ReportFormat } from './report-formats.ts'

/** Result of one automatic check: a finding in plain words, and the number behind it. */
export const Reason = z.object({
  /** A stable name: bicGain, essFraction, … */
  check: z.string(),
  level: VerdictLevel,
  /** Cause of the finding: the neuron model, the noise model, the recording, the sampler or the prior; null if none. */
  cause: z.enum(['neuron', 'noise', 'recording', 'sampler', 'prior']).nullable(),
  text: z.string(),
  /** The number, with its name: “BIC gain −0.41 per sample; good traces are above 0.02”. */
  number: z.string(),
  /** A conditioning step that may help, applied by one click; omitted if there is none. */
  remedy: z
    .union([
      z.object({ text: z.string(), step: ConditioningStep }),
      z.object({ text: z.string(), prior: PriorChange }),
    ])
    .optional(),
})
export type Reason = z.infer<typeof Reason>

/** What to try on the same recording: another kind of model, or other kinds of noise. */
export const NextStep = z.object({
  /** Label: “Try Hodgkin–Huxley on the spike cycle”. */
  text: z.string(),
  /** Neuron and observable, by their names in prior files. */
  modelKind: z.object({ neuron: z.string(), observable: z.string() }).optional(),
  /** Noise kind to estimate with, or `byEvidence`. */
  noise: z.string().optional(),
})
export type NextStep = z.infer<typeof NextStep>

export const Verdict = z.object({
  level: VerdictLevel,
  headline: z.string(),
  /** The reason that explains the others first, otherwise sorted worst first. Includes passed checks, with level ok. */
  reasons: z.array(Reason),
  /** Omitted if there is nothing else to try. */
  next: NextStep.optional(),
})
export type Verdict = z.infer<typeof Verdict>

/** A parameter converted to the recording's units: σ in mV, ρ as a correlation time. */
export const DerivedQuantity = z.object({ label: z.string(), unit: z.string(), summary: Summary })
export type DerivedQuantity = z.infer<typeof DerivedQuantity>

export const ParameterEstimate = ParameterDescription.extend({
  /** The posterior by importance sampling or MCMC. */
  posterior: Summary,
  /** The network's posterior, before correction. */
  network: Summary,
  /** Central intervals of both, the narrowest first; omitted in older reports. */
  intervals: z.object({ posterior: z.array(Interval), network: z.array(Interval) }).optional(),
  prior: Summary.extend({ lower: z.number(), upper: z.number() }),
  /** Densities over the parameter, each normalized to area 1. */
  priorDensity: Curve,
  posteriorDensity: Curve,
  derived: z.array(DerivedQuantity),
})
export type ParameterEstimate = z.infer<typeof ParameterEstimate>

/** Differential evolution MCMC, used if importance sampling did not converge. */
export const McmcSummary = z.object({
  converged: z.boolean(),
  /** Largest R̂, and smallest bulk and tail effective sample sizes, over all coordinates. */
  rHat: z.number(),
  bulkEss: z.number(),
  tailEss: z.number(),
  chains: z.number().int(),
  evaluations: z.number().int(),
})
export type McmcSummary = z.infer<typeof McmcSummary>

export const Diagnostics = z.object({
  /** Initial proposal of the sampler: the network's, the same under another prior, or from a search without it. */
  start: z.enum(['network', 'translated', 'search']).optional(),
  /** Effective sample size over the number of retained draws. */
  essFraction: z.number(),
  ess: z.number(),
  /** Number of retained draws. */
  draws: z.number().int(),
  /** Total number of simulations (model runs). */
  simulations: z.number().int(),
  /** Pareto k̂ of the retained weights (PSIS). */
  paretoK: z.number(),
  /** Log evidence: natural logarithm of p(d | model). */
  logEvidence: z.number(),
  /** ESS fraction of the network's draws after a single reweighting. */
  networkEssFraction: z.number(),
  rounds: z.array(z.object({ draws: z.number().int(), essFraction: z.number() })),
  /** Omitted if importance sampling converged. If MCMC converged, the draws are its own, equally weighted. */
  mcmc: McmcSummary.optional(),
})
export type Diagnostics = z.infer<typeof Diagnostics>

/** An open doubt about the reading of a file: the numbers are valid only if it was read correctly. */
export const OpenDoubt = z.object({ code: DoubtCode, text: z.string() })
export type OpenDoubt = z.infer<typeof OpenDoubt>

const Named = z.object({ name: z.string() })

/** The parts of the forward model, by their names in prior files, and for display. */
export const ForwardParts = z.object({
  neuron: Named.extend({ id: z.string() }),
  observable: Named.extend({ kind: z.string() }),
  noise: Named.extend({ kind: z.string() }),
  protocol: ProtocolFile,
})
export type ForwardParts = z.infer<typeof ForwardParts>

/** Noise kinds compared on the same recording by their evidence. */
export const NoisesCompared = z.object({
  /** Whether one is strongly favoured: a Bayes factor of at least 20 against each of the others. */
  decided: z.boolean(),
  /** `logFactor`: log Bayes factor (natural) against the best one, ≤ 0; null if the sampler did not converge. */
  compared: z.array(z.object({ kind: z.string(), name: z.string(), logFactor: z.number().nullable() })),
})
export type NoisesCompared = z.infer<typeof NoisesCompared>

/** The version in which reports are written. */
export const reportVersion = 2

export const Report = z.object({
  format: z.literal('nagumo-report'),
  /** Version 1 did not name the forward model, and was for traces only; it is read unchanged. */
  version: z.literal([1, reportVersion]),
  id: Id,
  createdAt: z.iso.datetime(),
  recording: z.object({
    id: Id.nullable(),
    name: z.string(),
    /** Of the source file, hexadecimal; omitted if unknown, and in older reports. */
    sha256: Sha256.optional(),
    /** The user's choices about how the file is read, if any. */
    choice: ReadingChoice.optional(),
    sweep: z.string(),
    sweepIndex: z.number().int(),
    window: Window,
    voltageUnit: VoltageUnit,
    rescaling: Rescaling,
    /** Conditioning of the sweep. */
    conditioning: Conditioning.default([]),
    /** All processing steps, in words. */
    steps: z.array(z.string()),
    /** Omitted if the reading left no doubts, and in older reports. */
    doubts: z.array(OpenDoubt).optional(),
  }),
  model: z.object({
    id: Id,
    name: z.string(),
    checksum: z.string(),
    /** Parameters that a point network estimates, empty if no network was used; omitted for a posterior network. */
    reads: z.array(z.string()).optional(),
  }),
  /** Null in reports before version 2. */
  forward: ForwardParts.nullable().default(null),
  data: DataDescription.default(traceData),
  /** The prior applied in place of the model’s; null for the model's own. */
  appliedPrior: PriorFile.nullable().default(null),
  seed: z.number().int(),
  program: z.object({ version: z.string(), backend: z.string() }),
  /** Features of the recorded window, computed without a model; null in older reports. */
  features: TraceFeatures.nullable().default(null),
  verdict: Verdict,
  parameters: z.array(ParameterEstimate),
  /** Assumptions, and the sensitivity of the estimates to them. Omitted in older reports. */
  assumed: z.array(Assumed).optional(),
  /** Equally weighted posterior draws, one row per draw, in the order of `parameters`. */
  draws: z.array(z.array(z.number())),
  /** Draws of the network's posterior, before correction, to seven digits; omitted if there is none. */
  networkDraws: z.array(z.array(z.number())).optional(),
  fit: Fit,
  /** For models of the spike cycle: the fit to the recorded cycle. Omitted for others. */
  cycle: CycleFit.optional(),
  residuals: Residuals,
  diagnostics: Diagnostics,
  /** If the noise kind was selected by the evidence. */
  noises: NoisesCompared.optional(),
  /** Omitted if none was requested. */
  crossCheck: CrossCheck.optional(),
  /** Computing time by stage, s. */
  timing: z.object({ network: z.number(), correction: z.number(), checks: z.number(), total: z.number() }),
})
export type Report = z.infer<typeof Report>

/** Whether the network itself estimated a parameter. */
export function networkReads({ model }: Pick<Report, 'model'>, parameter: string): boolean {
  return model.reads?.includes(parameter) ?? true
}

/** How a prior was applied in place of the model's: “by weights”; null if none was. */
export function howApplied({
  appliedPrior,
  diagnostics,
}: Pick<Report, 'appliedPrior' | 'diagnostics'>): string | null {
  if (!appliedPrior) return null
  switch (diagnostics.start) {
    case 'translated':
      return 'by the likelihood, started from the network'
    case 'search':
      return 'by the likelihood, without the network'
    default:
      return 'by weights'
  }
}

/** The assumption that a parameter's interval depends on; undefined if there is none. */
export function assumptionOf({ cycle }: Pick<Report, 'cycle'>, name: string): string | undefined {
  return cycle?.weak.find(({ parameter }) => parameter === name)?.text
}

/** An entry in the list of reports. */
export const ReportEntry = z.object({
  id: Id,
  createdAt: z.iso.datetime(),
  recordingName: z.string(),
  /** Null where the recording was a file that is not in the library. */
  recordingId: Id.nullable(),
  sweepIndex: z.int().nonnegative(),
  sweep: z.string(),
  window: Window,
  modelName: z.string(),
  level: VerdictLevel,
  headline: z.string(),
  parameters: z.array(ParameterDescription.extend({ posterior: Summary, assumption: Assumption })),
  /** The user's annotations; omitted if there are none. */
  notes: Notes.optional(),
  /** Why saving failed; the report is then in memory until the program ends. */
  notKept: z.string().optional(),
})
export type ReportEntry = z.infer<typeof ReportEntry>

export const reports = {
  /** Newest first. */
  list: oc.output(z.array(ReportEntry)),
  /** Entries that cannot be read, and why. */
  damaged: oc.output(z.array(Damaged)),
  get: oc.input(z.object({ id: Id })).output(Report),
  /** The report as a file to save. */
  export: oc.input(z.object({ id: Id, as: ReportFormat })).output(z.file()),
  /** Retries saving a report after a failure. */
  keep: oc.input(z.object({ id: Id })).output(z.void()),
  /** Changes title, tags, note or group, which are stored beside the immutable report. Returns all of them. */
  annotate: oc.input(Annotation).output(Notes),
  remove: oc.input(z.object({ id: Id })).output(z.void()),
  /** Undoes a removal. */
  restore: oc.input(z.object({ id: Id })).output(Report),
}
