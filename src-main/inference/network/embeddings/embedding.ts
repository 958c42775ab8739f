import type { NetworkSpec, Normalization } from '../../../contract/networks.ts'
import type { Prior } from '../../../model/composition/prior.ts'
import type { Batch } from '../../../model/simulate/simulate.ts'
import type { Reading as ObservableReading } from '../../inverse.ts'
import type { Layer, NetworkInput } from '../layers/layer.ts'

/** Information about the coordinates read from the data; null where the network reads none. */
export type Reading = ObservableReading | null

/** The inputs' part of a normalization. */
export type InputScales = Pick<Normalization, 'trace' | 'statistics'>

/**
 * Writes a network's inputs for trace[from … from+points) into row `row` of each array.
 * @returns what was read from the trace
 */
export type InputWriter = (
  trace: Float32Array,
  from: number,
  out: readonly Float32Array[],
  row: number,
) => Reading

/**
 * The input side of a network for traces of a prior: its inputs, and its first layers, which map them to one vector.
 */
export interface Embedding {
  inputs: readonly NetworkInput[]
  /** From the first input to a vector. */
  layers: readonly Layer[]
  /** Whether it is trained on traces with noise. */
  learnsFromNoise: boolean
  /** Whether it handles missing samples (NaN) itself; otherwise they are interpolated linearly. */
  readsGaps: boolean
  /** Number of statistics in its normalization. */
  statistics: number
  /** @param hasNoise whether the traces have noise */
  inputWriter(scales: InputScales, hasNoise: boolean): InputWriter
  /** Scales of the inputs over n simulations, and the reading of each trace. */
  measure(batch: Batch, n: number): { scales: InputScales; readings: readonly Reading[] }
}

/** An embedding that can be chosen; new ones are added to registry.ts. */
export interface EmbeddingDefinition<S extends NetworkSpec = NetworkSpec> {
  create(spec: S, prior: Prior): Embedding
}
