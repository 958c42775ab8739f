import { NagumoError } from '../../contract/errors.ts'
import type { ErrorMixture, NetworkSpec, Normalization } from '../../contract/networks.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { Random } from '../../model/random.ts'
import { type Batch, createBatchSource } from '../../model/simulate/simulate.ts'
import { type Coordinates, coordinatesOf } from '../coordinates.ts'
import type { Density } from './densities/density.ts'
import { densityOf } from './densities/registry.ts'
import type { Embedding } from './embeddings/embedding.ts'
import { embeddingOf } from './embeddings/registry.ts'
import type { NetworkLayers } from './layers/layer.ts'
import { countWeights, shapeOf, type WeightSpec } from './layers/weight-shapes.ts'

/**
 * A network to be trained, or trained, on simulations of a prior, with all that is derived from the two. An engine
 * computes with its weights (engine.ts).
 */
export interface Learner
  extends Pick<Embedding, 'learnsFromNoise' | 'readsGaps' | 'statistics' | 'inputWriter'>,
    Pick<Density, 'loss' | 'targets' | 'targetWriter'> {
  prior: Prior
  spec: NetworkSpec
  /** Numbers in a recording: the row length of traces. */
  size: number
  coordinates: Coordinates
  /** Estimated parameters, as indices into the prior's list. */
  parameters: readonly number[]
  /** Width of each input. */
  widths: readonly number[]
  layers: NetworkLayers
  /** In their order in a flat array of weights. */
  weights: readonly WeightSpec[]
  weightCount: number
  /** Number of outputs for a trace. */
  outputs: number
  /** Returns a sampler of n training simulations, with or without noise. Its buffers are reused between calls. */
  simulations(n: number): (random: Random) => Batch
  /** Shifts and scales of inputs and targets, measured on simulations. */
  measureNormalization(batch: Batch): Normalization
  /**
   * Converts outputs to a mixture in the prior's coordinates, relative to the location read from the trace.
   * @param errors of a network without an uncertainty of its own
   */
  reader(normalization: Normalization, errors: ErrorMixture | null): ReturnType<Density['reader']>
}

/**
 * Creates the learner of a network for a prior. Does not check whether the embedding fits the prior's recordings
 * (catalogue/network-fits.ts).
 * @throws NagumoError PRIOR_INVALID where its traces are too short for the layers
 */
export function createLearner(prior: Prior, spec: NetworkSpec): Learner {
  const coordinates = coordinatesOf(prior)
  const { size } = prior
  const embedding = embeddingOf(spec).create(spec, prior)
  const density = densityOf(spec).create(spec, prior, coordinates)
  const layers: NetworkLayers = {
    name: spec.kind,
    inputs: embedding.inputs,
    layers: [...embedding.layers, ...density.layers],
    initializer: density.initializer,
  }
  const shape = shapeOf(layers)
  if (!shape) {
    throw new NagumoError(
      'PRIOR_INVALID',
      `A trace of ${size} points is too short for the layers of this network: their output is empty. Use more points, or a network with fewer layers.`,
    )
  }
  const { learnsFromNoise, readsGaps, statistics, inputWriter } = embedding
  return {
    prior,
    spec,
    size,
    coordinates,
    parameters: density.parameters,
    widths: embedding.inputs.map(({ width }) => width),
    layers,
    weights: shape.weights,
    weightCount: countWeights(shape.weights),
    outputs: shape.outputs,
    learnsFromNoise,
    readsGaps,
    statistics,
    inputWriter,
    loss: density.loss,
    targets: density.targets,
    targetWriter: density.targetWriter,
    reader: density.reader,
    simulations: (n) => createBatchSource(prior, n, { noise: learnsFromNoise }),
    measureNormalization(batch) {
      const n = batch.parameters.length / prior.parameters.length
      const { scales, readings } = embedding.measure(batch, n)
      return { ...scales, target: density.measure(batch, n, readings) }
    },
  }
}
