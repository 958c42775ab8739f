import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ByParameter, Id, ParameterDescription } from './common.ts'
import { PriorFile } from './priors.ts'

export { PriorFile }

/** The network's layers, enough to build it again. */
export const NetworkSpec = z.object({
  embedding: z.enum(['patches', 'convolutions']),
  /** patches: points a patch, then widths of patch, pairs of patches, pairs of pairs … */
  widths: z.array(z.number().int().positive()),
  patch: z.number().int().positive(),
  dense: z.array(z.number().int().positive()),
  density: z.object({ kind: z.literal('gaussianMixture'), components: z.number().int().min(1).max(64) }),
})
export type NetworkSpec = z.infer<typeof NetworkSpec>

/** Shifts and scales that bring a network's inputs and targets to mean 0, sd 1 under the prior. */
export const Normalization = z.object({
  trace: z.object({ mean: z.number(), sd: z.number().positive() }),
  statistics: z.object({ mean: z.array(z.number()), sd: z.array(z.number().positive()) }),
  /** Of the unbounded coordinates of the parameters. */
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

/** How good the network alone is, on traces it has never seen. */
export const Evaluation = z.object({
  traces: z.number().int(),
  seed: z.number().int(),
  r2: ByParameter(z.number()),
  rmse: ByParameter(z.number()),
  coverage90: ByParameter(z.number()),
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
  training: z.object({
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
