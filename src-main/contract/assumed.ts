import { z } from 'zod'

/** How far an estimate moves under the stated change of an assumption. */
export const Move = z.object({
  /** Name of the parameter. */
  parameter: z.string(),
  /** Shift of the posterior mean, in the parameter’s unit. */
  by: z.number(),
  /** The same in posterior standard deviations, signed. */
  inSd: z.number(),
})
export type Move = z.infer<typeof Move>

/** A constant or parameter taken as known, and the sensitivity of the estimates to it. */
export const Assumed = z.object({
  name: z.string(),
  symbol: z.string(),
  unit: z.string().nullable(),
  value: z.number(),
  change: z.number(),
  /**
   * Moves for value + change in place of the value, one per estimated parameter, in order. Empty if not computed: the
   * data are not a trace, too few draws carry weight on either side, or the estimate was stopped before.
   */
  moves: z.array(Move),
})
export type Assumed = z.infer<typeof Assumed>
