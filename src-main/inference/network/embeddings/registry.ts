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

/** The embeddings of posterior networks, by the name that their spec has for them. */
const posteriorEmbeddings: {
  [E in PosteriorSpec['embedding']]: EmbeddingDefinition<PosteriorSpecOf<E>>
} = { patches, convolutions, cycle, numbers, meanCycle }

/** Those of point networks, by what they are shown. */
const pointEmbeddings: Record<NetworkInput, EmbeddingDefinition<PointSpec>> = {
  noisyTrace: rawTrace,
  cleanTrace: rawTrace,
  spikeRate: spikeRates,
  spikeRateAndDuration: spikeRates,
}

/** The name by which observables say that it reads their data; point networks have one together. */
export function embeddingName(spec: NetworkSpec): string {
  return spec.kind === 'point' ? 'point' : spec.embedding
}

/** The embedding that a spec names; it may be given that spec. */
export function embeddingOf(spec: NetworkSpec): EmbeddingDefinition {
  const found = spec.kind === 'point' ? pointEmbeddings[spec.input] : posteriorEmbeddings[spec.embedding]
  return found as EmbeddingDefinition
}

/** Whether an input is a trace, which convolutions can go over. */
export function showsTrace(input: NetworkInput): boolean {
  return pointEmbeddings[input] === rawTrace
}
