import { z } from 'zod'
import { Samples } from './common.ts'
import { DataDescription } from './data.ts'

const Bands = z.object({
  observed: Samples,
  /** Posterior of the data without noise: of a trace, the membrane potential u. */
  u: z.object({ q05: z.array(z.number()), q50: z.array(z.number()), q95: z.array(z.number()) }),
  /** Posterior predictive of a new recording, noise included. */
  predictive: z.object({ q05: z.array(z.number()), q95: z.array(z.number()) }),
  /**
   * Draws of it, one row a draw, to five digits: from 4 to 50, the fewer the more samples there are. Left out where the data
   * are no trace, and of reports from before they were kept.
   */
  predictiveDraws: z.array(z.array(z.number())).optional(),
})

/** A further output: what it is of, and its bands. */
export const FittedOutput = Bands.extend({ value: DataDescription.shape.value })
export type FittedOutput = z.infer<typeof FittedOutput>

/** Bands of the data; each array as long as t. In the unit of the data. Null where the recording has no sample. */
export const Fit = z.object({
  /** ms on the recording's clock; of data that are not in order of time, their place in the list, from 1. */
  t: z.array(z.number()),
  ...Bands.shape,
  spikes: z.object({ observed: z.array(z.number()), model: z.array(z.number()) }),
  /** Outputs beside the membrane potential, where the data hold such: the same of each, at the same times. */
  further: z.array(FittedOutput).optional(),
})
export type Fit = z.infer<typeof Fit>

/** Residuals (data less prediction) at the most probable draw and how they correlate. Null where the recording has no sample. */
export const Residuals = z.object({
  values: Samples,
  /** ms of the recording from one to the next, the first at the fit's first time; left out where they are at the fit's times. */
  interval: z.number().positive().optional(),
  /** Autocorrelation at lags 0, 1, …, and what the noise model would give. */
  autocorrelation: z.array(z.number()),
  expectedAutocorrelation: z.array(z.number()),
  /** Innovations ε over their sd: white and standard normal if the model is right. */
  standardized: Samples,
  standardizedAutocorrelation: z.array(z.number()),
  /** Half-width of the 95 % band of the autocorrelation of white noise. */
  whiteBand: z.number(),
})
export type Residuals = z.infer<typeof Residuals>
