import { z } from 'zod'

/** Injected current stated by the user if the file has none: one step per sweep. */
export const StatedSteps = z.strictObject({
  /** ms on the recording's clock. */
  onset: z.number(),
  duration: z.number().positive(),
  /** pA above the holding current, one per sweep of the recording. */
  amplitudes: z.array(z.number().min(-1e5).max(1e5)).min(1),
  /** pA. */
  holding: z.number().min(-1e5).max(1e5).default(0),
})
export type StatedSteps = z.infer<typeof StatedSteps>
