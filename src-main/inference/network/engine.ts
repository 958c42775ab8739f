import type { TrainingBatch } from './batch.ts'
import type { Learner } from './learner.ts'

/**
 * What computes with networks: builds them from a learner's list of layers, runs them and takes gradients. Weights are
 * flat arrays in the order of `learner.weights`. There is one, in tensorflow/; whatever is not in that folder knows
 * this interface alone.
 */
export interface Engine {
  /** Of TensorFlow.js: 4.22.0. */
  version: string
  /** What does the arithmetic at the moment: native, wasm or cpu. */
  backend(): string
  /** The weights that a network has before it has learned anything: random kernels, biases of 0. */
  initialWeights(learner: Learner, seed: number): Float32Array
  /** The network in the words of Keras, to be written as JSON. */
  topology(learner: Learner): unknown
  network(learner: Learner, weights: Float32Array): LoadedNetwork
  trainer(learner: Learner): Trainer
  /** Tensors that are held at the moment, by which leaks are found. */
  tensorCount(): number
}

/** A network with its weights in place. */
export interface LoadedNetwork {
  /** @param inputs n × width each, as the learner's input writer writes them @returns n × outputs */
  outputs(inputs: readonly Float32Array[], n: number): Float32Array
  dispose(): void
}

/** The learner's loss as a function of its weights, on the first n rows of a batch: a mean over them. */
export interface Trainer {
  loss(weights: Float32Array, batch: TrainingBatch, n: number): number
  /** @param gradient as long as the weights; it is written to @returns the loss */
  lossAndGradient(weights: Float32Array, batch: TrainingBatch, n: number, gradient: Float32Array): number
  dispose(): void
}
