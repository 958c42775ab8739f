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
 * A network that is to learn, or has learned, from the simulations of a prior: all that follows from the two, found out
 * once. What computes with its weights is an engine (engine.ts).
 */
export interface Learner
  extends Pick<Embedding, 'learnsFromNoise' | 'readsGaps' | 'statistics' | 'inputWriter'>,
    Pick<Density, 'loss' | 'targets' | 'targetWriter'> {
  prior: Prior
  spec: NetworkSpec
  /** Numbers that a recording has: rows of traces are so long. */
  size: number
  coordinates: Coordinates
  /** Parameters that it tells, as indices into the prior's list. */
  parameters: readonly number[]
  /** Of each input. */
  widths: readonly number[]
  layers: NetworkLayers
  /** In the order in which they lie in a flat array of weights. */
  weights: readonly WeightSpec[]
  weightCount: number
  /** Numbers that it puts out for a trace. */
  outputs: number
  /** Draws n simulations of the kind that it learns from: with noise, or without. Buffers are reused between calls. */
  simulations(n: number): (random: Random) => Batch
  /** Shifts and scales of inputs and targets, measured on simulations. */
  measureNormalization(batch: Batch): Normalization
  /**
   * Reads outputs as a mixture in the prior's coordinates, relative to where the trace itself says that they lie.
   * @param errors of a network that gives no uncertainty of its own
   */
  reader(normalization: Normalization, errors: ErrorMixture | null): ReturnType<Density['reader']>
}

/**
 * Whether a network's embedding fits the prior's recordings is not asked here (catalogue/network-fits.ts).
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
