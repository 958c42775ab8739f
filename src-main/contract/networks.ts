import { z } from 'zod'

const positive = z.number().int().positive()
/** What all posterior networks have. */
const posterior = {
  kind: z.literal('posterior').default('posterior'),
  dense: z.array(positive),
  density: z.object({ kind: z.literal('gaussianMixture'), components: z.number().int().min(1).max(64) }),
}

/** A network that puts out a posterior: its layers, enough to build it again; what its embedding goes by. */
export const PosteriorSpec = z.discriminatedUnion('embedding', [
  z.object({
    ...posterior,
    embedding: z.literal('patches'),
    /** Points a patch. */
    points: positive,
    /** Units of a patch, of pairs of patches, of pairs of pairs … */
    widths: z.array(positive),
  }),
  z.object({
    ...posterior,
    embedding: z.literal('convolutions'),
    /** Points between two outputs of the first convolution, half its kernel. */
    stride: positive,
    /** Filters of each convolution. */
    widths: z.array(positive),
  }),
  z.object({
    ...posterior,
    /** The harmonics of the trace’s cycle, for recordings on unknown scales. */
    embedding: z.literal('cycle'),
    harmonics: positive,
  }),
  z.object({
    ...posterior,
    /** The data as they are, for those that are a few numbers. */
    embedding: z.literal('numbers'),
  }),
  z.object({
    ...posterior,
    /** The mean cycle of spikes: its numbers and how sure they are. */
    embedding: z.literal('meanCycle'),
  }),
])
export type PosteriorSpec = z.infer<typeof PosteriorSpec>
/** Of one embedding. */
export type PosteriorSpecOf<E extends PosteriorSpec['embedding']> = Extract<PosteriorSpec, { embedding: E }>

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

/**
 * Where the truth lies about a point network’s estimate, measured on recordings it has never seen: a mixture of
 * Student t over (truth − estimate) in unbounded coordinates. The start of importance sampling.
 */
export const ErrorMixture = z.object({
  degrees: z.number().int().positive(),
  weights: z.array(z.number()),
  means: z.array(z.number()),
  factors: z.array(z.number()),
})
export type ErrorMixture = z.infer<typeof ErrorMixture>
