import { z } from 'zod'

/** A linear map from a recording to model units: u = (V − offset)/gain, model time = recorded time / timeScale. */
export const Rescaling = z.object({
  offset: z.number(),
  gain: z.number().refine((x) => x !== 0 && Number.isFinite(x)),
  timeScale: z.number().positive(),
})
export type Rescaling = z.infer<typeof Rescaling>

/**
 * A conditioning step, applied to the whole sweep in the recording's unit of voltage; it preserves the general level.
 */
export const ConditioningStep = z.discriminatedUnion('kind', [
  /** Removes a linear trend, fitted robustly between two times, ms (over the whole sweep if omitted). */
  z.object({ kind: z.literal('detrend'), from: z.number().optional(), to: z.number().optional() }),
  /** Removes a running median of this width, ms. */
  z.object({ kind: z.literal('baseline'), width: z.number().positive() }),
  /** Zero-phase low-pass filter with this cutoff, Hz. */
  z.object({ kind: z.literal('lowpass'), cutoff: z.number().positive() }),
  /** Removes one frequency, Hz: mains hum. */
  z.object({ kind: z.literal('notch'), frequency: z.number().positive() }),
  /**
   * Subtracts a known sine, amplitude · cos(2π · frequency · t − phase), t on the recording's clock; amplitude in its
   * unit of voltage, phase in radians. Other components of the recording at this frequency stay.
   */
  z.object({
    kind: z.literal('sine'),
    frequency: z.number().positive(),
    amplitude: z.number().nonnegative(),
    phase: z.number(),
  }),
])
export type ConditioningStep = z.infer<typeof ConditioningStep>

/** In order of application. */
export const Conditioning = z.array(ConditioningStep).max(16)
export type Conditioning = z.infer<typeof Conditioning>
