import { z } from 'zod'
import { ByParameter } from './common.ts'
import { ProtocolFile } from './protocols.ts'

const ordered = { error: 'the lower limit must be below the upper one' }

/** Normal, truncated at lower and upper limits. */
export const TruncatedNormal = z
  .object({
    kind: z.literal('truncatedNormal'),
    mean: z.number(),
    sd: z.number().positive(),
    lower: z.number(),
    upper: z.number(),
  })
  .refine((d) => d.lower < d.upper, ordered)
export type TruncatedNormal = z.infer<typeof TruncatedNormal>

// Strict from here on: otherwise a limit on, say, a normal would be silently ignored.
export const Normal = z.strictObject({
  kind: z.literal('normal'),
  mean: z.number(),
  sd: z.number().positive(),
})
export type Normal = z.infer<typeof Normal>

export const Uniform = z
  .strictObject({ kind: z.literal('uniform'), lower: z.number(), upper: z.number() })
  .refine((d) => d.lower < d.upper, ordered)
export type Uniform = z.infer<typeof Uniform>

/** Uniform in the logarithm (log-uniform). */
export const LogUniform = z
  .strictObject({ kind: z.literal('logUniform'), lower: z.number().positive(), upper: z.number() })
  .refine((d) => d.lower < d.upper, ordered)
export type LogUniform = z.infer<typeof LogUniform>

/** Normal in the logarithm: ln x ~ N(ln median, logSd²); the largest logSd is a factor of 22,000. */
export const LogNormal = z.strictObject({
  kind: z.literal('logNormal'),
  median: z.number().positive(),
  logSd: z.number().positive().max(10),
})
export type LogNormal = z.infer<typeof LogNormal>

/** Fixed, not estimated. */
export const Fixed = z.strictObject({ kind: z.literal('fixed'), value: z.number() })
export type Fixed = z.infer<typeof Fixed>

/** Prior of one parameter or constant. */
export const Distribution = z.discriminatedUnion(
  'kind',
  [TruncatedNormal, Normal, Uniform, LogUniform, LogNormal, Fixed],
  {
    error:
      'expected an object whose kind is truncatedNormal, normal, uniform, logUniform, logNormal or fixed',
  },
)
export type Distribution = z.infer<typeof Distribution>
export type FreeDistribution = Exclude<Distribution, Fixed>

/** A prior file: priors of parameters and constants, and the simulation's time grid. */
export const PriorFile = z.object({
  format: z.literal('nagumo-prior'),
  /**
   * Version 1 had truncated normals and fixed constants only, 2 AR(1) noise only; both are read unchanged. New files
   * are written as 3.
   */
  version: z.literal([1, 2, 3]),
  name: z.string().min(1).max(80),
  neuronModel: z.string(),
  /** The injected current; none if omitted. */
  protocol: ProtocolFile.optional(),
  /** What is compared with the data: the membrane potential if omitted. */
  observable: z
    .strictObject({
      kind: z.string(),
      /** Order of a polynomial trend that is also estimated: 1, linear drift. None if omitted. */
      trend: z.literal(1).optional(),
    })
    .optional(),
  /** AR(1) if omitted. */
  noise: z.strictObject({ kind: z.string() }).optional(),
  parameters: ByParameter(Distribution),
  /** γ, ζ, initial state: by the neuron model's list of constants. A number is a fixed value. */
  constants: z.record(z.string(), z.union([z.number(), Distribution])),
  grid: z.object({
    /** Sampling interval, ms. */
    dt: z.number().positive().max(1000),
    points: z.number().int().min(16).max(100_000),
    /** Solver steps between samples. */
    substeps: z.number().int().min(1).max(64),
  }),
})
export type PriorFile = z.infer<typeof PriorFile>

/** Changes to a prior for one estimate. */
export const PriorChange = z.object({
  /** Constants to estimate as well; or the name of the level's drift. */
  free: z.array(z.string()).optional(),
  /** Values that the widened limits must include, by parameter. */
  widen: z.record(z.string(), z.number()).optional(),
})
export type PriorChange = z.infer<typeof PriorChange>

/** A problem with a prior that makes it unusable (refuse) or doubtful (warn): what is wrong, and what to do. */
export const PriorProblem = z.object({
  level: z.enum(['refuse', 'warn']),
  /** The parameter or constant concerned; null for the prior as a whole. */
  parameter: z.string().nullable(),
  text: z.string(),
})
export type PriorProblem = z.infer<typeof PriorProblem>

/** Firing of a simulated neuron: no spike; some, then none; spikes to the end; divergent values. */
export const TraceKind = z.enum(['silent', 'few', 'tonic', 'blowsUp'])
export type TraceKind = z.infer<typeof TraceKind>

/** Simulations of draws from a prior, classified. */
export const PriorExamination = z.object({
  draws: z.number().int(),
  /** Shares of the draws; they sum to 1. */
  shares: z.object({ silent: z.number(), few: z.number(), tonic: z.number(), blowsUp: z.number() }),
  /** Some usable draws. */
  examples: z.array(
    z.object({
      kind: TraceKind,
      parameters: ByParameter(z.number()),
      /** Simulated data with noise; if `t` is present, the noise-free membrane potential behind the data instead. */
      trace: z.array(z.number()),
      /** ms. */
      t: z.array(z.number()).optional(),
    }),
  ),
  problems: z.array(PriorProblem),
})
export type PriorExamination = z.infer<typeof PriorExamination>
