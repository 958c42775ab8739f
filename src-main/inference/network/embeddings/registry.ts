import type {
  NetworkInput,
  NetworkSpec,
  PointSpec,
  PosteriorSpec,
  PosteriorSpecOf,
} from '../../../contract/networks.ts'
import { convolutions } from './convolutions.ts'
import { cycle } from './cycle.ts'
import type { EmbeddingDefinition } from './embedding.ts'
import { meanCycle } from './mean-cycle.ts'
import { numbers } from './numbers.ts'
import { patches } from './patches.ts'
import { rawTrace } from './raw-trace.ts'
import { spikeRates } from './spike-rates.ts'

/** Embeddings of posterior networks, by their name in the spec. */
const posteriorEmbeddings: {
  [E in PosteriorSpec['embedding']]: EmbeddingDefinition<PosteriorSpecOf<E>>
} = { patches, convolutions, cycle, numbers, meanCycle }

/** Embeddings of point networks, by their input. */
const pointEmbeddings: Record<NetworkInput, EmbeddingDefinition<PointSpec>> = {
  noisyTrace: rawTrace,
  cleanTrace: rawTrace,
  spikeRate: spikeRates,
  spikeRateAndDuration: spikeRates,
}

/** The name of an embedding in the observables' lists; all point networks share one. */
export function embeddingName(spec: NetworkSpec): string {
  return spec.kind === 'point' ? 'point' : spec.embedding
}

/** The embedding of a spec, to be created with that spec. */
export function embeddingOf(spec: NetworkSpec): EmbeddingDefinition {
  const found = spec.kind === 'point' ? pointEmbeddings[spec.input] : posteriorEmbeddings[spec.embedding]
  return found as EmbeddingDefinition
}

/** Whether an input is a trace, on which convolutions make sense. */
export function showsTrace(input: NetworkInput): boolean {
  return pointEmbeddings[input] === rawTrace
}
