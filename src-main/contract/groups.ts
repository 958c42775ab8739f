import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Curve, Id, ParameterDescription, Summary, VerdictLevel } from './common.ts'
import { comparedConditions } from './limits.ts'

/**
 * How a parameter is compared: differences of its values, ratios (differences of logarithms), or as a correlation
 * (differences of centres that are found on the scale of atanh).
 */
export const EffectScale = z.enum(['difference', 'ratio', 'correlation'])
export type EffectScale = z.infer<typeof EffectScale>

/** A quantity with its central intervals of 90 % and of 50 %. */
export const Spread = Summary.extend({ q25: z.number(), q75: z.number() })
export type Spread = z.infer<typeof Spread>

const names = z.string().trim().min(1).max(120)

/** Which reports are of which cell, and which cells of which condition. The first condition is what others are held against. */
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
  /** Names of the parameters; all that can be compared where left out. */
  parameters: z.array(z.string()).max(40).optional(),
  /** Scales other than the natural ones, by parameter. */
  scales: z.record(z.string(), EffectScale).optional(),
  seed: z.number().int().min(0).max(0xffffffff).optional(),
  /** Cells in both of two conditions as different cells; left out, differences are taken within them. */
  unpaired: z.boolean().optional(),
})
export type GroupRequest = z.infer<typeof GroupRequest>

/** A parameter's marginal prior as a report has it. */
export const SweepPrior = z.object({ lower: z.number(), upper: z.number(), density: Curve })
export type SweepPrior = z.infer<typeof SweepPrior>

/** What a sweep says of a parameter: equally weighted draws of its posterior, and the prior that they were found under. */
export const SweepPosterior = z.object({
  label: z.string(),
  level: VerdictLevel,
  draws: z.array(z.number()),
  prior: SweepPrior,
})
export type SweepPosterior = z.infer<typeof SweepPosterior>

const Describes = ParameterDescription.pick({ name: true, symbol: true, unit: true })

/** A parameter of cells nested in conditions, ready for the hierarchical model. */
export const GroupedParameter = Describes.extend({
  scale: EffectScale,
  /** What is to be known before its numbers are used. */
  cautions: z.array(z.string()),
  /** Whether cells of one name in both of two conditions are the same cell. */
  paired: z.boolean(),
  conditions: z.array(
    z.object({
      name: z.string(),
      cells: z.array(z.object({ name: z.string(), sweeps: z.array(SweepPosterior).min(1) })).min(1),
    }),
  ),
})
export type GroupedParameter = z.infer<typeof GroupedParameter>

/** The centre and the spread of a condition, and its cells: shrunk towards the centre as far as their own sweeps leave it open. */
export const GroupCondition = z.object({
  name: z.string(),
  /** The typical cell: the mean; of ratios the geometric mean, of correlations the median. */
  centre: Spread,
  /** Sd of cells: of the parameter, of its natural logarithm (ratio), or of atanh (correlation). */
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

/** What differs from one condition to another. */
export const GroupEffect = z.object({
  from: z.string(),
  to: z.string(),
  /** `to` less `from`, or of a ratio `to` over `from`. */
  effect: Spread,
  /** Posterior probability that the parameter is higher in `to`. */
  probabilityHigher: z.number(),
  /** Whether the 90 % interval leaves no effect out. */
  told: z.boolean(),
  text: z.string(),
  density: Curve,
})
export type GroupEffect = z.infer<typeof GroupEffect>

export const GroupParameterAnswer = Describes.extend({
  scale: EffectScale,
  conditions: z.array(GroupCondition),
  /** Sd of sweeps within a cell, on the scale of `cellSd`; null where no cell has two sweeps. */
  sweepSd: Spread.nullable(),
  /** Differences within the cells that are in both conditions; left out where these are different cells. */
  paired: z
    .object({
      /** Sd of the differences, on the scale of `cellSd`. */
      differenceSd: Spread,
      /** As an effect is told: of the second condition less the first, or over it. */
      cells: z.array(z.object({ name: z.string(), effect: Spread })),
    })
    .optional(),
  effects: z.array(GroupEffect),
  /** What is to be known before the numbers are used. */
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

/** Conditions compared, parameter by parameter. */
export const GroupAnswer = z.object({
  format: z.literal('nagumo-groups'),
  version: z.literal(1),
  seed: z.number().int(),
  conditions: z.array(z.object({ name: z.string(), cells: z.number().int(), sweeps: z.number().int() })),
  /** Reports that do not count, and why. */
  leftOut: z.array(z.object({ label: z.string(), condition: z.string(), reason: z.string() })),
  cautions: z.array(z.string()),
  parameters: z.array(GroupParameterAnswer),
})
export type GroupAnswer = z.infer<typeof GroupAnswer>

/** What the heavy process is asked: parameters one by one, with draws and nothing else of the reports. */
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

/** What a comparison of conditions says while it works; at the end the answer. */
export const GroupEvent = z.discriminatedUnion('type', [
  GroupStage,
  z.object({ type: z.literal('answer'), answer: GroupAnswer }),
])
export type GroupEvent = z.infer<typeof GroupEvent>

export const groups = {
  /**
   * Compares conditions. Streams stages, then the answer; cancelled through the AbortSignal. Of reports of a
   * cell that are of the same samples the newest counts, and the others are named among those left out.
   * @throws GROUPS_UNFIT with what is wrong and what to do, USAGE, NOT_FOUND
   */
  estimate: oc.input(GroupRequest).output(eventIterator(GroupEvent)),
}
