import { z } from 'zod'

/**
 * One thing done to a sweep before anything else. Each works on the whole sweep, in the recording's unit of voltage, and
 * leaves its general level where it is.
 */
export const ConditioningStep = z.discriminatedUnion('kind', [
  /** A straight line, fitted robustly from one time to another (the whole sweep where they are left out), taken out. */
  z.object({ kind: z.literal('detrend'), from: z.number().optional(), to: z.number().optional() }),
  /** A running median over so many ms taken out. */
  z.object({ kind: z.literal('baseline'), width: z.number().positive() }),
  /** What is faster than so many Hz taken out, without shifting anything in time. */
  z.object({ kind: z.literal('lowpass'), cutoff: z.number().positive() }),
  /** One frequency, in Hz, taken out: mains hum. */
  z.object({ kind: z.literal('notch'), frequency: z.number().positive() }),
  /**
   * A known sine taken out, amplitude · cos(2π · frequency · t − phase), t on the recording's clock; amplitude in its unit of
   * voltage, phase in radians. What else the recording has at this frequency stays.
   */
  z.object({
    kind: z.literal('sine'),
    frequency: z.number().positive(),
    amplitude: z.number().nonnegative(),
    phase: z.number(),
  }),
])
export type ConditioningStep = z.infer<typeof ConditioningStep>

/** In the order in which they are applied. */
export const Conditioning = z.array(ConditioningStep).max(16)
export type Conditioning = z.infer<typeof Conditioning>
