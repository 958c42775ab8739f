import type * as tf from '@tensorflow/tfjs-core'

/** Training loss. */
export interface Loss {
  /**
   * @param output of the network, [batch, outputs]
   * @param target [batch, targets]
   * @returns scalar
   */
  (output: tf.Tensor2D, target: tf.Tensor2D): tf.Scalar
  dispose(): void
}
