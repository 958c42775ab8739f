import { z } from 'zod'
import { Samples } from './common.ts'
import { DataDescription } from './data.ts'

const Bands = z.object({
  observed: Samples,
  /** Posterior of the noise-free data: of a trace, the membrane potential u. */
  u: z.object({ q05: z.array(z.number()), q50: z.array(z.number()), q95: z.array(z.number()) }),
  /** Posterior predictive, noise included. */
  predictive: z.object({ q05: z.array(z.number()), q95: z.array(z.number()) }),
  /**
   * Posterior predictive draws, one row per draw, to five digits: from 50 down to 4 draws as the number of samples
   * grows. Omitted if the data are not a trace, and in older reports.
   */
  predictiveDraws: z.array(z.array(z.number())).optional(),
})

/** A further output: its description and its bands. */
export const FittedOutput = Bands.extend({ value: DataDescription.shape.value })
export type FittedOutput = z.infer<typeof FittedOutput>

/** Bands of the data in the data's unit; all arrays have t's length. Null where a sample is missing. */
export const Fit = z.object({
  /** ms on the recording's clock; for data without an order in time, their index in the list, from 1. */
  t: z.array(z.number()),
  ...Bands.shape,
  spikes: z.object({ observed: z.array(z.number()), model: z.array(z.number()) }),
  /** Bands of the other outputs, if the data contain any, at the same times. */
  further: z.array(FittedOutput).optional(),
})
export type Fit = z.infer<typeof Fit>

/**
 * Residuals (data − prediction) at the most probable draw, and their autocorrelation. Null where a sample is missing.
 */
export const Residuals = z.object({
  values: Samples,
  /**
   * Spacing of the residuals, ms of the recording, from the fit's first time; omitted if they are at the fit's times.
   */
  interval: z.number().positive().optional(),
  /** Autocorrelation at lags 0, 1, …, and that expected under the noise model. */
  autocorrelation: z.array(z.number()),
  expectedAutocorrelation: z.array(z.number()),
  /** Innovations ε over their sd: white and standard normal if the model is correct. */
  standardized: Samples,
  standardizedAutocorrelation: z.array(z.number()),
  /** Half-width of the 95 % band of a white-noise autocorrelation. */
  whiteBand: z.number(),
})
export type Residuals = z.infer<typeof Residuals>
