import { z } from 'zod'

/** How a network is trained. */
export const TrainingRecipe = z.discriminatedUnion('data', [
  z.object({
    /** Fresh simulations throughout; the learning rate warms up to its peak and then decays. */
    data: z.literal('fresh'),
    batch: z.number().int().positive(),
    peakRate: z.number().positive(),
    maximalGradientNorm: z.number().positive(),
  }),
  z.object({
    /** A fixed training set, seen for `epochs` epochs, shuffled each time; constant learning rate. */
    data: z.literal('set'),
    batch: z.number().int().positive(),
    epochs: z.number().int().positive(),
    rate: z.number().positive(),
  }),
])
export type TrainingRecipe = z.infer<typeof TrainingRecipe>
export const TrainingData = z.enum(['fresh', 'set'])
export type TrainingData = z.infer<typeof TrainingData>

/** Training and validation loss after so many samples. */
export const LossPoint = z.object({
  samples: z.number(),
  loss: z.number(),
  validation: z.number().nullable(),
  learningRate: z.number(),
})
export type LossPoint = z.infer<typeof LossPoint>
