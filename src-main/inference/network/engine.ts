import type { TrainingBatch } from './batch.ts'
import type { Learner } from './learner.ts'

/**
 * Numerical engine for networks: builds them from a learner's list of layers, evaluates them and computes gradients.
 * Weights are flat arrays in the order of `learner.weights`. The only one is in tensorflow/; code outside that folder
 * depends on this interface alone.
 */
export interface Engine {
  /** Of TensorFlow.js: 4.22.0. */
  version: string
  /** The current backend: native, wasm or cpu. */
  backend(): string
  /** Initial weights: random kernels, biases of 0. */
  initialWeights(learner: Learner, seed: number): Float32Array
  /** The network's topology in Keras format, for JSON. */
  topology(learner: Learner): unknown
  network(learner: Learner, weights: Float32Array): LoadedNetwork
  trainer(learner: Learner): Trainer
  /** Number of tensors currently allocated, to find leaks. */
  tensorCount(): number
}

/** A network with its weights loaded. */
export interface LoadedNetwork {
  /**
   * @param inputs n × width each, as written by the learner's input writer
   * @returns n × outputs
   */
  outputs(inputs: readonly Float32Array[], n: number): Float32Array
  dispose(): void
}

/** The learner's mean loss over the first n rows of a batch, as a function of its weights. */
export interface Trainer {
  loss(weights: Float32Array, batch: TrainingBatch, n: number): number
  /**
   * @param gradient output, as long as the weights
   * @returns the loss
   */
  lossAndGradient(weights: Float32Array, batch: TrainingBatch, n: number, gradient: Float32Array): number
  dispose(): void
}
