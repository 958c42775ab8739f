import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Curve, Id, ParameterDescription, Summary, VerdictLevel } from './common.ts'
import { comparedConditions } from './limits.ts'

/**
 * Scale of a comparison: differences of values, ratios (differences of logarithms), or correlations (differences of
 * group means on the atanh scale).
 */
export const EffectScale = z.enum(['difference', 'ratio', 'correlation'])
export type EffectScale = z.infer<typeof EffectScale>

/** Summary with the quartiles: central intervals of 90 % and of 50 %. */
export const Spread = Summary.extend({ q25: z.number(), q75: z.number() })
export type Spread = z.infer<typeof Spread>

const names = z.string().trim().min(1).max(120)

/** Assigns reports to cells and cells to conditions. The first condition is the reference. */
export const GroupRequest = z.object({
  conditions: z
    .array(
      z.object({
        name: names,
        cells: z.array(z.object({ name: names, reportIds: z.array(Id).max(200) })).max(500),
      }),
    )
    .min(comparedConditions.least)
    .max(comparedConditions.most),
  /** Names of the parameters; all comparable ones if omitted. */
  parameters: z.array(z.string()).max(40).optional(),
  /** Scales that replace the defaults, by parameter. */
  scales: z.record(z.string(), EffectScale).optional(),
  seed: z.number().int().min(0).max(0xffffffff).optional(),
  /** Treats cells of the same name in two conditions as different cells; if omitted, the comparison is paired. */
  unpaired: z.boolean().optional(),
})
export type GroupRequest = z.infer<typeof GroupRequest>

/** A parameter's marginal prior in a report. */
export const SweepPrior = z.object({ lower: z.number(), upper: z.number(), density: Curve })
export type SweepPrior = z.infer<typeof SweepPrior>

/** A sweep's posterior for one parameter: equally weighted draws, and the prior used. */
export const SweepPosterior = z.object({
  label: z.string(),
  level: VerdictLevel,
  draws: z.array(z.number()),
  prior: SweepPrior,
})
export type SweepPosterior = z.infer<typeof SweepPosterior>

const Describes = ParameterDescription.pick({ name: true, symbol: true, unit: true })

/** Draws of one parameter, nested in cells and conditions: the data of the hierarchical model. */
export const GroupedParameter = Describes.extend({
  scale: EffectScale,
  /** Caveats about its numbers. */
  cautions: z.array(z.string()),
  /** Whether cells of the same name in two conditions are the same cell. */
  paired: z.boolean(),
  conditions: z.array(
    z.object({
      name: z.string(),
      cells: z.array(z.object({ name: z.string(), sweeps: z.array(SweepPosterior).min(1) })).min(1),
    }),
  ),
})
export type GroupedParameter = z.infer<typeof GroupedParameter>

/** A condition's mean and between-cell sd, and its cells with partial pooling: shrunk towards the mean. */
export const GroupCondition = z.object({
  name: z.string(),
  /** Population mean; for ratios the geometric mean, for correlations the median. */
  centre: Spread,
  /** Between-cell sd: of the parameter, of its natural logarithm (ratio), or of atanh (correlation). */
  cellSd: Spread,
  cells: z.array(
    z.object({
      name: z.string(),
      value: Spread,
      sweeps: z.array(z.object({ label: z.string(), level: VerdictLevel, posterior: Spread })),
    }),
  ),
})
export type GroupCondition = z.infer<typeof GroupCondition>

/** Effect: the difference or ratio between two conditions. */
export const GroupEffect = z.object({
  from: z.string(),
  to: z.string(),
  /** `to` minus `from`, or for ratios `to` over `from`. */
  effect: Spread,
  /** Posterior probability that the parameter is higher in `to`. */
  probabilityHigher: z.number(),
  /** Whether the 90 % interval excludes no effect. */
  told: z.boolean(),
  text: z.string(),
  density: Curve,
})
export type GroupEffect = z.infer<typeof GroupEffect>

export const GroupParameterAnswer = Describes.extend({
  scale: EffectScale,
  conditions: z.array(GroupCondition),
  /** Between-sweep sd within a cell, on the scale of `cellSd`; null if no cell has two sweeps. */
  sweepSd: Spread.nullable(),
  /** Paired differences of the cells in both conditions; omitted if unpaired. */
  paired: z
    .object({
      /** Sd of the differences, on the scale of `cellSd`. */
      differenceSd: Spread,
      /** On the effect's scale: the second condition minus the first, or over it. */
      cells: z.array(z.object({ name: z.string(), effect: Spread })),
    })
    .optional(),
  effects: z.array(GroupEffect),
  /** Caveats about the numbers. */
  cautions: z.array(z.string()),
  sampling: z.object({
    converged: z.boolean(),
    rHat: z.number(),
    bulkEss: z.number(),
    tailEss: z.number(),
    chains: z.number().int(),
    draws: z.number().int(),
  }),
})
export type GroupParameterAnswer = z.infer<typeof GroupParameterAnswer>

/** Result of a comparison of conditions, by parameter. */
export const GroupAnswer = z.object({
  format: z.literal('nagumo-groups'),
  version: z.literal(1),
  seed: z.number().int(),
  conditions: z.array(z.object({ name: z.string(), cells: z.number().int(), sweeps: z.number().int() })),
  /** Excluded reports, and why. */
  leftOut: z.array(z.object({ label: z.string(), condition: z.string(), reason: z.string() })),
  cautions: z.array(z.string()),
  parameters: z.array(GroupParameterAnswer),
})
export type GroupAnswer = z.infer<typeof GroupAnswer>

/** Input of the compute process: parameters with their draws, and nothing else from the reports. */
export const GroupJob = z.object({
  seed: z.number().int().nonnegative(),
  parameters: z.array(GroupedParameter).min(1),
})
export type GroupJob = z.infer<typeof GroupJob>

export const GroupStage = z.object({
  type: z.literal('stage'),
  text: z.string(),
  progress: z.number().min(0).max(1),
})
export type GroupStage = z.infer<typeof GroupStage>

/** Events of a running comparison; the last one holds the result. */
export const GroupEvent = z.discriminatedUnion('type', [
  GroupStage,
  z.object({ type: z.literal('answer'), answer: GroupAnswer }),
])
export type GroupEvent = z.infer<typeof GroupEvent>

export const groups = {
  /**
   * Compares conditions. Streams stages, then the result; cancelled through the AbortSignal. If several reports of a
   * cell use the same samples, the newest counts and the others are listed as excluded.
   * @throws GROUPS_UNFIT with what is wrong and what to do, USAGE, NOT_FOUND
   */
  estimate: oc.input(GroupRequest).output(eventIterator(GroupEvent)),
}
