import type * as tf from '@tensorflow/tfjs-core'

/** What training makes small. */
export interface Loss {
  /** @param output what the network puts out, [batch, outputs] @param target [batch, targets] @returns scalar */
  (output: tf.Tensor2D, target: tf.Tensor2D): tf.Scalar
  dispose(): void
}
