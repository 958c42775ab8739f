import type { NetworkSpec, Normalization } from '../../../contract/networks.ts'
import type { Prior } from '../../../model/composition/prior.ts'
import type { Batch } from '../../../model/simulate/simulate.ts'
import type { Reading as ObservableReading } from '../../inverse.ts'
import type { Layer, NetworkInput } from '../layers/layer.ts'

/** What data themselves say of their coordinates; null where the network reads nothing of that kind from them. */
export type Reading = ObservableReading | null

/** The part of a normalization that is of the inputs. */
export type InputScales = Pick<Normalization, 'trace' | 'statistics'>

/**
 * Writes a network's inputs for trace[from … from+points) into row `row` of each array.
 * @returns what was read from the trace on the way
 */
export type InputWriter = (
  trace: Float32Array,
  from: number,
  out: readonly Float32Array[],
  row: number,
) => Reading

/** How a network reads traces of a prior: its inputs, and its first layers, which make one vector of them. */
export interface Embedding {
  inputs: readonly NetworkInput[]
  /** From the first input to a vector. */
  layers: readonly Layer[]
  /** Whether it learns from traces with noise in them. */
  learnsFromNoise: boolean
  /** Whether it reads traces with missing samples (NaN) as they are; else a straight line must be put across them. */
  readsGaps: boolean
  /** Numbers that it takes of a normalization's statistics. */
  statistics: number
  /** @param hasNoise whether the traces to come have noise */
  inputWriter(scales: InputScales, hasNoise: boolean): InputWriter
  /** Scales of the inputs over n simulations, and what was read from each of their traces. */
  measure(batch: Batch, n: number): { scales: InputScales; readings: readonly Reading[] }
}

/** An embedding that can be chosen: to add one, add it to registry.ts. */
export interface EmbeddingDefinition<S extends NetworkSpec = NetworkSpec> {
  create(spec: S, prior: Prior): Embedding
}
