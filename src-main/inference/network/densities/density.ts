import type { ErrorMixture, NetworkSpec, Normalization } from '../../../contract/networks.ts'
import type { Prior } from '../../../model/composition/prior.ts'
import type { Batch } from '../../../model/simulate/simulate.ts'
import type { Coordinates } from '../../coordinates.ts'
import type { Mixture } from '../../mixture.ts'
import type { Reading } from '../embeddings/embedding.ts'
import type { Layer, NetworkLayers } from '../layers/layer.ts'
import type { Scales } from '../scales.ts'

/** The targets' part of a normalization. */
export type TargetScales = Pick<Normalization, 'target'>

/**
 * Writes the network's targets for the parameters values[from …) to out[to …).
 * @param reading of the trace, as returned by the embedding's writer
 */
export type TargetWriter = (
  values: ArrayLike<number>,
  from: number,
  reading: Reading,
  out: Float32Array,
  to: number,
) => void

/** Training loss over standardized targets [batch, targets]. */
export type LossSpec =
  /** Mean negative log likelihood of the mixtures whose layout is in mixture-output.ts. */
  { kind: 'mixtureLogLikelihood'; components: number; dimension: number } | { kind: 'meanSquaredError' }

/** The output side of a network: its last layers, its loss, and how outputs become a mixture. */
export interface Density {
  /** From the embedding's vector to the outputs. */
  layers: readonly Layer[]
  initializer: NetworkLayers['initializer']
  loss: LossSpec
  /** Estimated parameters, as indices into the prior's list. */
  parameters: readonly number[]
  /** Number of targets. */
  targets: number
  targetWriter(scales: TargetScales): TargetWriter
  /** Scales of the targets over n simulations. @param readings of their traces */
  measure(batch: Batch, n: number, readings: readonly Reading[]): Scales
  /**
   * Converts outputs to a mixture in the prior's coordinates, relative to the location read from the trace.
   * @param errors of a network without an uncertainty of its own
   */
  reader(scales: TargetScales, errors: ErrorMixture | null): (output: ArrayLike<number>) => Mixture
}

export interface DensityDefinition<S extends NetworkSpec = NetworkSpec> {
  create(spec: S, prior: Prior, coordinates: Coordinates): Density
}
