import { z } from 'zod'

/** One parameter by two samplers. */
export const CrossCheckParameter = z.object({
  name: z.string(),
  symbol: z.string(),
  /** By the second sampler. */
  mean: z.number(),
  sd: z.number(),
  /** Mean of the report less that of the second sampler, in its standard deviations, and the Monte Carlo error of that. */
  meanDifference: z.number(),
  meanError: z.number(),
  /** sd of the report over that of the second sampler. */
  sdRatio: z.number(),
  sdError: z.number(),
  agrees: z.boolean(),
})
export type CrossCheckParameter = z.infer<typeof CrossCheckParameter>

/** The posterior of a report beside that of an independent sampler on the same data: differential evolution MCMC. */
export const CrossCheck = z.object({
  /** `notConverged` where the second sampler did not converge, so that nothing can be said. */
  agreement: z.enum(['agree', 'differ', 'notConverged']),
  /** What that means, for the person. */
  text: z.string(),
  parameters: z.array(CrossCheckParameter),
  /** The largest R̂ of all coordinates and their smallest effective sample size. */
  rHat: z.number(),
  ess: z.number(),
  chains: z.number().int(),
  /** Model runs. */
  evaluations: z.number().int(),
  seconds: z.number(),
})
export type CrossCheck = z.infer<typeof CrossCheck>

/** What a cross-check says while it works. */
export const CrossCheckStage = z.object({
  type: z.literal('stage'),
  text: z.string(),
  /** 0 … 1 of the longest that it may take. */
  progress: z.number().min(0).max(1),
  /** At most; null before it is known. */
  secondsLeft: z.number().nullable(),
})
export type CrossCheckStage = z.infer<typeof CrossCheckStage>
