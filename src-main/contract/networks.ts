import { z } from 'zod'

const positive = z.number().int().positive()
/** Fields of all posterior networks. */
const posterior = {
  kind: z.literal('posterior').default('posterior'),
  dense: z.array(positive),
  density: z.object({ kind: z.literal('gaussianMixture'), components: z.number().int().min(1).max(64) }),
}

/** Architecture of a posterior network, sufficient to rebuild it, by type of embedding. */
export const PosteriorSpec = z.discriminatedUnion('embedding', [
  z.object({
    ...posterior,
    embedding: z.literal('patches'),
    /** Points per patch. */
    points: positive,
    /** Units per patch, per pair of patches, per pair of pairs … */
    widths: z.array(positive),
  }),
  z.object({
    ...posterior,
    embedding: z.literal('convolutions'),
    /** Stride of the first convolution, in points: half its kernel size. */
    stride: positive,
    /** Filters of each convolution. */
    widths: z.array(positive),
  }),
  z.object({
    ...posterior,
    /** Harmonics of the trace’s cycle, for recordings with unknown scaling. */
    embedding: z.literal('cycle'),
    harmonics: positive,
  }),
  z.object({
    ...posterior,
    /** The data themselves, if they are a few numbers. */
    embedding: z.literal('numbers'),
  }),
  z.object({
    ...posterior,
    /** The mean spike cycle: its values and their uncertainty. */
    embedding: z.literal('meanCycle'),
  }),
])
export type PosteriorSpec = z.infer<typeof PosteriorSpec>
/** The spec with a given embedding. */
export type PosteriorSpecOf<E extends PosteriorSpec['embedding']> = Extract<PosteriorSpec, { embedding: E }>

/** A point network's input during training. */
export const NetworkInput = z.enum(['noisyTrace', 'cleanTrace', 'spikeRate', 'spikeRateAndDuration'])
export type NetworkInput = z.infer<typeof NetworkInput>

/** Parameters that a point network estimates: the neuron’s, or all. */
export const NetworkTargets = z.enum(['neuron', 'all'])
export type NetworkTargets = z.infer<typeof NetworkTargets>

/** A network that outputs a point estimate per parameter, as in Rudi, Bessac & Lenzi 2022. */
export const PointSpec = z.object({
  kind: z.literal('point'),
  input: NetworkInput,
  targets: NetworkTargets,
  /** Filters of each convolution (kernel 3, stride 2, average pooling of pairs between convolutions); empty: dense. */
  convolutions: z.array(z.number().int().positive()),
  dense: z.array(z.number().int().positive()),
})
export type PointSpec = z.infer<typeof PointSpec>

export const NetworkSpec = z.union([PosteriorSpec, PointSpec])
export type NetworkSpec = z.infer<typeof NetworkSpec>

/**
 * Normalization of a network’s inputs and targets, x ↦ (x − mean)/sd. For a posterior network to mean 0, sd 1 under the
 * prior; for a point network’s targets, spike rate and duration to 0 … 1 over its training set.
 */
export const Normalization = z.object({
  trace: z.object({ mean: z.number(), sd: z.number().positive() }),
  statistics: z.object({ mean: z.array(z.number()), sd: z.array(z.number().positive()) }),
  /** In unbounded coordinates of the parameters; for a point network in the parameters themselves. */
  target: z.object({ mean: z.array(z.number()), sd: z.array(z.number().positive()) }),
})
export type Normalization = z.infer<typeof Normalization>

/**
 * Error distribution of a point network, measured on held-out simulations: a mixture of Student t over (truth −
 * estimate) in unbounded coordinates. The initial proposal of importance sampling.
 */
export const ErrorMixture = z.object({
  degrees: z.number().int().positive(),
  weights: z.array(z.number()),
  means: z.array(z.number()),
  factors: z.array(z.number()),
})
export type ErrorMixture = z.infer<typeof ErrorMixture>
