import { z } from 'zod'

/** By how much an estimate moves for the stated change of what it rests on. */
export const Move = z.object({
  /** By name. */
  parameter: z.string(),
  /** Of the posterior mean, in the parameter’s unit. */
  by: z.number(),
  /** The same in posterior standard deviations, with its sign. */
  inSd: z.number(),
})
export type Move = z.infer<typeof Move>

/** A constant or parameter that was taken as known, and what the estimates owe to that. */
export const Assumed = z.object({
  name: z.string(),
  symbol: z.string(),
  unit: z.string().nullable(),
  value: z.number(),
  change: z.number(),
  /**
   * For value + change in place of the value; of each estimated parameter, in their order. Empty where it was not worked out:
   * of data without a trace, and where too few draws count on either side.
   */
  moves: z.array(Move),
})
export type Assumed = z.infer<typeof Assumed>
