import { z } from 'zod'

/** One parameter's posterior from two samplers. */
export const CrossCheckParameter = z.object({
  name: z.string(),
  symbol: z.string(),
  /** From the second sampler. */
  mean: z.number(),
  sd: z.number(),
  /** Mean of the report minus that of the second sampler, in the latter's sd, and its Monte Carlo error. */
  meanDifference: z.number(),
  meanError: z.number(),
  /** Posterior sd in the report over that of the second sampler. */
  sdRatio: z.number(),
  sdError: z.number(),
  agrees: z.boolean(),
})
export type CrossCheckParameter = z.infer<typeof CrossCheckParameter>

/** Comparison of a report's posterior with differential evolution MCMC, an independent sampler, on the same data. */
export const CrossCheck = z.object({
  /** `notConverged`: the second sampler did not converge, so no comparison is possible. */
  agreement: z.enum(['agree', 'differ', 'notConverged']),
  /** Its meaning, for the user. */
  text: z.string(),
  parameters: z.array(CrossCheckParameter),
  /** Largest R̂ and smallest effective sample size over all coordinates. */
  rHat: z.number(),
  ess: z.number(),
  chains: z.number().int(),
  /** Likelihood evaluations (model runs). */
  evaluations: z.number().int(),
  seconds: z.number(),
})
export type CrossCheck = z.infer<typeof CrossCheck>

/** Progress of a cross-check. */
export const CrossCheckStage = z.object({
  type: z.literal('stage'),
  text: z.string(),
  /** 0 … 1 of the maximum duration. */
  progress: z.number().min(0).max(1),
  /** Upper bound; null until known. */
  secondsLeft: z.number().nullable(),
})
export type CrossCheckStage = z.infer<typeof CrossCheckStage>
