import type { ErrorMixture, NetworkSpec, Normalization } from '../../../contract/networks.ts'
import type { Prior } from '../../../model/composition/prior.ts'
import type { Batch } from '../../../model/simulate/simulate.ts'
import type { Coordinates } from '../../coordinates.ts'
import type { Mixture } from '../../mixture.ts'
import type { Reading } from '../embeddings/embedding.ts'
import type { Layer, NetworkLayers } from '../layers/layer.ts'
import type { Scales } from '../scales.ts'

/** The part of a normalization that is of the targets. */
export type TargetScales = Pick<Normalization, 'target'>

/**
 * Writes what a network is to put out for the parameters values[from …) to out[to …).
 * @param reading of the trace, as the embedding's writer gives it
 */
export type TargetWriter = (
  values: ArrayLike<number>,
  from: number,
  reading: Reading,
  out: Float32Array,
  to: number,
) => void

/** What training makes small, over standardized targets [batch, targets]. */
export type LossSpec =
  /** Mean negative log likelihood of the mixtures that mixture-output.ts lays out. */
  { kind: 'mixtureLogLikelihood'; components: number; dimension: number } | { kind: 'meanSquaredError' }

/** What a network puts out of a prior's parameters: its last layers, what they learn, and how they are read. */
export interface Density {
  /** From the embedding's vector to the outputs. */
  layers: readonly Layer[]
  initializer: NetworkLayers['initializer']
  loss: LossSpec
  /** Parameters that it tells, as indices into the prior's list. */
  parameters: readonly number[]
  /** How many numbers a row of targets has. */
  targets: number
  targetWriter(scales: TargetScales): TargetWriter
  /** Scales of the targets over n simulations. @param readings of their traces */
  measure(batch: Batch, n: number, readings: readonly Reading[]): Scales
  /**
   * Reads outputs as a mixture in the prior's coordinates, relative to where the trace itself says that they lie.
   * @param errors of a network that gives no uncertainty of its own
   */
  reader(scales: TargetScales, errors: ErrorMixture | null): (output: ArrayLike<number>) => Mixture
}

export interface DensityDefinition<S extends NetworkSpec = NetworkSpec> {
  create(spec: S, prior: Prior, coordinates: Coordinates): Density
}
