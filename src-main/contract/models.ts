import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ByParameter, Id, ParameterDescription } from './common.ts'
import { PriorFile } from './priors.ts'

export { PriorFile }

/** A network that puts out a posterior: its layers, enough to build it again. */
export const PosteriorSpec = z.object({
  kind: z.literal('posterior').default('posterior'),
  embedding: z.enum(['patches', 'convolutions']),
  /** patches: points a patch, then widths of patch, pairs of patches, pairs of pairs … */
  widths: z.array(z.number().int().positive()),
  patch: z.number().int().positive(),
  dense: z.array(z.number().int().positive()),
  density: z.object({ kind: z.literal('gaussianMixture'), components: z.number().int().min(1).max(64) }),
})
export type PosteriorSpec = z.infer<typeof PosteriorSpec>

/** What a point network is shown of a trace while it learns. */
export const NetworkInput = z.enum(['noisyTrace', 'cleanTrace', 'spikeRate', 'spikeRateAndDuration'])
export type NetworkInput = z.infer<typeof NetworkInput>

/** Which parameters a point network reads: the neuron’s, or all. */
export const NetworkTargets = z.enum(['neuron', 'all'])
export type NetworkTargets = z.infer<typeof NetworkTargets>

/** A network that puts out one value a parameter, as in Rudi, Bessac & Lenzi 2022. */
export const PointSpec = z.object({
  kind: z.literal('point'),
  input: NetworkInput,
  targets: NetworkTargets,
  /** Filters of each convolution (kernel 3, stride 2, an average over pairs between two of them); none: dense. */
  convolutions: z.array(z.number().int().positive()),
  dense: z.array(z.number().int().positive()),
})
export type PointSpec = z.infer<typeof PointSpec>

export const NetworkSpec = z.union([PosteriorSpec, PointSpec])
export type NetworkSpec = z.infer<typeof NetworkSpec>

/** How a network is trained. */
export const TrainingRecipe = z.discriminatedUnion('data', [
  z.object({
    /** No simulation is seen twice; the learning rate rises to its peak and falls. */
    data: z.literal('fresh'),
    batch: z.number().int().positive(),
    peakRate: z.number().positive(),
    maximalGradientNorm: z.number().positive(),
  }),
  z.object({
    /** A set of simulations, seen `epochs` times, each time in another order; one learning rate. */
    data: z.literal('set'),
    batch: z.number().int().positive(),
    epochs: z.number().int().positive(),
    rate: z.number().positive(),
  }),
])
export type TrainingRecipe = z.infer<typeof TrainingRecipe>
export const TrainingData = z.enum(['fresh', 'set'])
export type TrainingData = z.infer<typeof TrainingData>

/**
 * Shifts and scales of a network’s inputs and targets, x ↦ (x − mean)/sd. A posterior network’s come to mean 0, sd 1
 * under the prior; a point network’s targets, and its spike rate and duration, to 0 … 1 in its training set.
 */
export const Normalization = z.object({
  trace: z.object({ mean: z.number(), sd: z.number().positive() }),
  statistics: z.object({ mean: z.array(z.number()), sd: z.array(z.number().positive()) }),
  /** Of the unbounded coordinates of the parameters; of the parameters themselves for a point network. */
  target: z.object({ mean: z.array(z.number()), sd: z.array(z.number().positive()) }),
})
export type Normalization = z.infer<typeof Normalization>

export const LossPoint = z.object({
  samples: z.number(),
  loss: z.number(),
  validation: z.number().nullable(),
  learningRate: z.number(),
})
export type LossPoint = z.infer<typeof LossPoint>

/**
 * Where the truth lies about a point network’s estimate, measured on recordings it has never seen: a mixture of
 * Student t over (truth − estimate) in unbounded coordinates. The start of the exact correction.
 */
export const ErrorMixture = z.object({
  degrees: z.number().int().positive(),
  weights: z.array(z.number()),
  means: z.array(z.number()),
  factors: z.array(z.number()),
})
export type ErrorMixture = z.infer<typeof ErrorMixture>

/** How good the network alone is, on traces it has never seen. */
export const Evaluation = z.object({
  traces: z.number().int(),
  seed: z.number().int(),
  r2: ByParameter(z.number()),
  rmse: ByParameter(z.number()),
  /** Null where the network gives no intervals. */
  coverage90: ByParameter(z.number()).nullable(),
  medianEssFraction: z.number(),
  /** True against estimated, for the scatter plots; by parameter. */
  scatter: ByParameter(z.object({ truth: z.array(z.number()), estimate: z.array(z.number()) })),
})
export type Evaluation = z.infer<typeof Evaluation>

export const ModelCard = z.object({
  format: z.literal('nagumo-model'),
  version: z.literal(1),
  id: Id,
  name: z.string().min(1).max(80),
  description: z.string(),
  createdAt: z.iso.datetime(),
  prior: PriorFile,
  /** Its name in the catalogue when it was trained. */
  networkName: z.string(),
  network: NetworkSpec,
  normalization: Normalization,
  /** Of a point network. */
  errors: ErrorMixture.nullable().default(null),
  training: z.object({
    recipe: TrainingRecipe.default({ data: 'fresh', batch: 256, peakRate: 2e-3, maximalGradientNorm: 5 }),
    /** Different simulations that it learned from. */
    samples: z.number().int(),
    batch: z.number().int(),
    seed: z.number().int(),
    seconds: z.number(),
    backend: z.string(),
    /** The command that made it. */
    command: z.string(),
    loss: z.array(LossPoint),
  }),
  evaluation: Evaluation.nullable(),
  /** SHA-256 of the weights, hexadecimal. */
  checksum: z.string(),
})
export type ModelCard = z.infer<typeof ModelCard>

export const ModelEntry = ModelCard.extend({
  shipped: z.boolean(),
  /** The first is used where none is named. */
  isDefault: z.boolean(),
  parameters: z.array(ParameterDescription),
  weights: z.number().int(),
})
export type ModelEntry = z.infer<typeof ModelEntry>

export const models = {
  list: oc.output(z.array(ModelEntry)),
  get: oc.input(z.object({ id: Id })).output(ModelEntry),
}
