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

/** One check that ran by itself: what it saw, in plain words, and the number behind it. */
export const Reason = z.object({
  /** A stable name: bicGain, essFraction, … */
  check: z.string(),
  level: VerdictLevel,
  /** What is to blame: the neuron model, the noise model, the recording, the sampler, the prior; null where nothing is. */
  cause: z.enum(['neuron', 'noise', 'recording', 'sampler', 'prior']).nullable(),
  text: z.string(),
  /** The number, with its name: “BIC gain −0.41 per sample; good traces are above 0.02”. */
  number: z.string(),
  /** What may be done to the recording about it, one click away; left out where nothing may. */
  remedy: z
    .union([
      z.object({ text: z.string(), step: ConditioningStep }),
      z.object({ text: z.string(), prior: PriorChange }),
    ])
    .optional(),
})
export type Reason = z.infer<typeof Reason>

/** What is worth trying on the same recording: another kind of model, or other kinds of noise. */
export const NextStep = z.object({
  /** What is offered: “Try Hodgkin–Huxley on the spike cycle”. */
  text: z.string(),
  /** The neuron and the observable by the names that prior files use. */
  modelKind: z.object({ neuron: z.string(), observable: z.string() }).optional(),
  /** The kind of noise to ask for, or `byEvidence`. */
  noise: z.string().optional(),
})
export type NextStep = z.infer<typeof NextStep>

export const Verdict = z.object({
  level: VerdictLevel,
  headline: z.string(),
  /** What explains the others first, else the worst. Passed checks are there too, with level ok. */
  reasons: z.array(Reason),
  /** Left out where there is nothing else to try. */
  next: NextStep.optional(),
})
export type Verdict = z.infer<typeof Verdict>

/** A parameter said in a unit of the recording: σ in mV, ρ as a correlation time. */
export const DerivedQuantity = z.object({ label: z.string(), unit: z.string(), summary: Summary })
export type DerivedQuantity = z.infer<typeof DerivedQuantity>

export const ParameterEstimate = ParameterDescription.extend({
  /** The exact posterior. */
  posterior: Summary,
  /** The network's own posterior, before correction. */
  network: Summary,
  /** Central intervals of both, the narrowest first; earlier programs wrote none. */
  intervals: z.object({ posterior: z.array(Interval), network: z.array(Interval) }).optional(),
  prior: Summary.extend({ lower: z.number(), upper: z.number() }),
  /** Densities over the parameter, each normalized to area 1. */
  priorDensity: Curve,
  posteriorDensity: Curve,
  derived: z.array(DerivedQuantity),
})
export type ParameterEstimate = z.infer<typeof ParameterEstimate>

/** Differential evolution MCMC, where importance sampling did not converge. */
export const McmcSummary = z.object({
  converged: z.boolean(),
  /** The largest of all coordinates, and their smallest effective sample sizes, of bulk and tails. */
  rHat: z.number(),
  bulkEss: z.number(),
  tailEss: z.number(),
  chains: z.number().int(),
  evaluations: z.number().int(),
})
export type McmcSummary = z.infer<typeof McmcSummary>

export const Diagnostics = z.object({
  /** Where the sampler started: the network's proposal, that told in another prior's parameters, or a search without it. */
  start: z.enum(['network', 'translated', 'search']).optional(),
  /** Effective sample size over the kept draws, divided by their number. */
  essFraction: z.number(),
  ess: z.number(),
  /** Draws kept for the answer. */
  draws: z.number().int(),
  /** Model runs in all. */
  simulations: z.number().int(),
  /** Pareto k̂ of the kept weights (PSIS). */
  paretoK: z.number(),
  /** Natural logarithm of p(d | model). */
  logEvidence: z.number(),
  /** ESS fraction of the network's draws, weighted once. */
  networkEssFraction: z.number(),
  rounds: z.array(z.object({ draws: z.number().int(), essFraction: z.number() })),
  /** Left out where importance sampling was enough. Where it converged, the draws are its own, of equal weight. */
  mcmc: McmcSummary.optional(),
})
export type Diagnostics = z.infer<typeof Diagnostics>

/** What the reading of a file left open when numbers were made of it: they hold only if it was read rightly. */
export const OpenDoubt = z.object({ code: DoubtCode, text: z.string() })
export type OpenDoubt = z.infer<typeof OpenDoubt>

const Named = z.object({ name: z.string() })

/** What was simulated and compared: the parts of the forward map by the names that prior files use, and for people. */
export const ForwardParts = z.object({
  neuron: Named.extend({ id: z.string() }),
  observable: Named.extend({ kind: z.string() }),
  noise: Named.extend({ kind: z.string() }),
  protocol: ProtocolFile,
})
export type ForwardParts = z.infer<typeof ForwardParts>

/** Kinds of noise that were compared on the same recording, by their evidence. */
export const NoisesCompared = z.object({
  /** Whether one is favoured strongly, by a Bayes factor of 20 against each other one. */
  decided: z.boolean(),
  /** `logFactor`: natural logarithm of the Bayes factor against the best one, ≤ 0; null where the sampler did not converge. */
  compared: z.array(z.object({ kind: z.string(), name: z.string(), logFactor: z.number().nullable() })),
})
export type NoisesCompared = z.infer<typeof NoisesCompared>

/** The version that reports are written in. */
export const reportVersion = 2

export const Report = z.object({
  format: z.literal('nagumo-report'),
  /** 1 did not say what was simulated, and was of traces; it is read as it stands. */
  version: z.literal([1, reportVersion]),
  id: Id,
  createdAt: z.iso.datetime(),
  recording: z.object({
    id: Id.nullable(),
    name: z.string(),
    /** Of the file that was read, hexadecimal; left out where it is not known, and by earlier programs. */
    sha256: Sha256.optional(),
    /** What was decided about how the file is read, where anything was. */
    choice: ReadingChoice.optional(),
    sweep: z.string(),
    sweepIndex: z.number().int(),
    window: Window,
    voltageUnit: VoltageUnit,
    rescaling: Rescaling,
    /** What was done to the sweep first. */
    conditioning: Conditioning.default([]),
    /** All that was done, in plain words. */
    steps: z.array(z.string()),
    /** Left out where the reading left nothing open, and of reports from before that was kept. */
    doubts: z.array(OpenDoubt).optional(),
  }),
  model: z.object({
    id: Id,
    name: z.string(),
    checksum: z.string(),
    /** The parameters that a point network reads, none where no network said anything; left out of a posterior network. */
    reads: z.array(z.string()).optional(),
  }),
  /** Null in reports from before version 2. */
  forward: ForwardParts.nullable().default(null),
  data: DataDescription.default(traceData),
  /** The prior that was applied in place of the model’s; null where it is that. */
  appliedPrior: PriorFile.nullable().default(null),
  seed: z.number().int(),
  program: z.object({ version: z.string(), backend: z.string() }),
  /** Of the recorded stretch, without any model; null in reports from before there were any. */
  features: TraceFeatures.nullable().default(null),
  verdict: Verdict,
  parameters: z.array(ParameterEstimate),
  /** What was taken as known, and what the estimates owe to that. Left out of reports from before it was told. */
  assumed: z.array(Assumed).optional(),
  /** Equally weighted draws of the posterior, one row a draw, in the order of `parameters`. */
  draws: z.array(z.array(z.number())),
  /** Draws of the network's own posterior, before correction, to seven digits; left out without one. */
  networkDraws: z.array(z.array(z.number())).optional(),
  fit: Fit,
  /** Of a model of the spike cycle: how it goes with the recorded one. Left out of the others. */
  cycle: CycleFit.optional(),
  residuals: Residuals,
  diagnostics: Diagnostics,
  /** Where the noise was chosen by the evidence. */
  noises: NoisesCompared.optional(),
  /** Left out where nobody asked for one. */
  crossCheck: CrossCheck.optional(),
  /** Seconds by stage. */
  timing: z.object({ network: z.number(), correction: z.number(), checks: z.number(), total: z.number() }),
})
export type Report = z.infer<typeof Report>

/** Whether the network said something of a parameter itself. */
export function networkReads({ model }: Pick<Report, 'model'>, parameter: string): boolean {
  return model.reads?.includes(parameter) ?? true
}

/** How a prior was applied in place of the model's: “by weights”; null where none was. */
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

/** What the interval of a parameter rests on beside the data; undefined where on nothing. */
export function assumptionOf({ cycle }: Pick<Report, 'cycle'>, name: string): string | undefined {
  return cycle?.weak.find(({ parameter }) => parameter === name)?.text
}

/** A line of the list of reports. */
export const ReportEntry = z.object({
  id: Id,
  createdAt: z.iso.datetime(),
  recordingName: z.string(),
  sweep: z.string(),
  window: Window,
  modelName: z.string(),
  level: VerdictLevel,
  headline: z.string(),
  parameters: z.array(ParameterDescription.extend({ posterior: Summary, assumption: Assumption })),
  /** What was written beside it; left out where nothing is. */
  notes: Notes.optional(),
  /** Why it could not be written; it is here until the program ends. */
  notKept: z.string().optional(),
})
export type ReportEntry = z.infer<typeof ReportEntry>

export const reports = {
  /** Newest first. */
  list: oc.output(z.array(ReportEntry)),
  /** What the list leaves out, and why. */
  damaged: oc.output(z.array(Damaged)),
  get: oc.input(z.object({ id: Id })).output(Report),
  /** The report as a file to save. */
  export: oc.input(z.object({ id: Id, as: ReportFormat })).output(z.file()),
  /** Tries once more to write a report that could not be kept. */
  keep: oc.input(z.object({ id: Id })).output(z.void()),
  /** Changes its title, tags, note or group, which stand beside it: it stays as it is. Gives all of them back. */
  annotate: oc.input(Annotation).output(Notes),
  remove: oc.input(z.object({ id: Id })).output(z.void()),
  /** Takes a removal back. */
  restore: oc.input(z.object({ id: Id })).output(Report),
}
