import { z } from 'zod'
import { ByParameter } from './common.ts'
import { ProtocolFile } from './protocols.ts'

const ordered = { error: 'the lower limit must be below the upper one' }

/** Normal, truncated at the limits. */
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

// Strict from here on: a limit that was written beside a normal, say, would be ignored without a word.
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

/** Uniform in the logarithm. */
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

/** Known, so not estimated. */
export const Fixed = z.strictObject({ kind: z.literal('fixed'), value: z.number() })
export type Fixed = z.infer<typeof Fixed>

/** What is believed of one parameter or constant. */
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

/** A prior file: what is believed of parameters and constants, and the grid of the simulation. */
export const PriorFile = z.object({
  format: z.literal('nagumo-prior'),
  /**
   * 1 had truncated normals and fixed constants only, 2 AR(1) noise only; both are read as they stand. New files are
   * written as 3.
   */
  version: z.literal([1, 2, 3]),
  name: z.string().min(1).max(80),
  neuronModel: z.string(),
  /** The injected current; none where it is left out. */
  protocol: ProtocolFile.optional(),
  /** What of a simulation is compared: the membrane potential itself where it is left out. */
  observable: z
    .strictObject({
      kind: z.string(),
      /** A slow trend of so high an order is estimated with it: 1, a drift along a straight line. None where left out. */
      trend: z.literal(1).optional(),
    })
    .optional(),
  /** AR(1) where it is left out. */
  noise: z.strictObject({ kind: z.string() }).optional(),
  parameters: ByParameter(Distribution),
  /** γ, ζ, initial state: by the neuron model's list of constants. A number is a fixed value. */
  constants: z.record(z.string(), z.union([z.number(), Distribution])),
  grid: z.object({
    /** Milliseconds between samples. */
    dt: z.number().positive().max(1000),
    points: z.number().int().min(16).max(100_000),
    /** Solver steps between samples. */
    substeps: z.number().int().min(1).max(64),
  }),
})
export type PriorFile = z.infer<typeof PriorFile>

/** What a prior is changed in for one estimate. */
export const PriorChange = z.object({
  /** Names of constants that are estimated too; or that of a drift of the level. */
  free: z.array(z.string()).optional(),
  /** Values that limits which exclude them are to lie beyond, by parameter. */
  widen: z.record(z.string(), z.number()).optional(),
})
export type PriorChange = z.infer<typeof PriorChange>

/** Something about a prior that makes it useless (refuse) or doubtful (warn): what is wrong, and what to do. */
export const PriorProblem = z.object({
  level: z.enum(['refuse', 'warn']),
  /** The parameter or constant to blame; null where it is the whole. */
  parameter: z.string().nullable(),
  text: z.string(),
})
export type PriorProblem = z.infer<typeof PriorProblem>

/** What a neuron does: no spike; some, then none; spikes to the end; values beyond all sense. */
export const TraceKind = z.enum(['silent', 'few', 'tonic', 'blowsUp'])
export type TraceKind = z.infer<typeof TraceKind>

/** What draws of a prior look like. */
export const PriorExamination = z.object({
  draws: z.number().int(),
  /** Shares of the draws; they add up to 1. */
  shares: z.object({ silent: z.number(), few: z.number(), tonic: z.number(), blowsUp: z.number() }),
  /** Some draws that are of use. */
  examples: z.array(
    z.object({
      kind: TraceKind,
      parameters: ByParameter(z.number()),
      /** Data as they come, noise included; where `t` is there, the membrane potential behind them, without noise. */
      trace: z.array(z.number()),
      /** ms. */
      t: z.array(z.number()).optional(),
    }),
  ),
  problems: z.array(PriorProblem),
})
export type PriorExamination = z.infer<typeof PriorExamination>
