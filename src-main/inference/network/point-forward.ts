import * as tf from '@tensorflow/tfjs-core'
import type { PointSpec } from '../../contract/models.ts'
import { convolveSwish } from './convolution.ts'
import { denseLinear, denseSwish } from './dense-swish.ts'
import { convolutionStride, poolSize } from './point-build.ts'

/**
 * The network of point-build.ts as plain operations on its weights, for training: the same numbers (a test holds the
 * two together), with gradients on every backend.
 * @param weights in the order of the layers model's trainable weights
 * @param input [batch, width] @returns [batch, targets], 0 … 1
 */
export function pointForward(
  spec: PointSpec,
  weights: readonly tf.Tensor[],
  input: tf.Tensor2D,
): tf.Tensor2D {
  const batch = input.shape[0]
  let next = 0
  const take = (): [tf.Tensor, tf.Tensor1D] => {
    next += 2
    return [weights[next - 2], weights[next - 1] as tf.Tensor1D]
  }
  let x = input
  let channels = 1
  spec.convolutions.forEach((filters, i) => {
    if (i > 0) x = averagePairs(x, batch, channels)
    x = convolveSwish(x, batch, channels, ...take(), convolutionStride).y
    channels = filters
  })
  x = tf.reshape(x, [batch, -1])
  for (let i = 0; i < spec.dense.length; i++) x = denseSwish(x, ...(take() as [tf.Tensor2D, tf.Tensor1D]))
  return tf.sigmoid(denseLinear(x, ...(take() as [tf.Tensor2D, tf.Tensor1D])))
}

/** The mean of each two neighbours; an odd one at the end is left out. */
function averagePairs(x: tf.Tensor, batch: number, channels: number): tf.Tensor2D {
  const length = x.size / (batch * channels)
  const pairs = Math.floor(length / poolSize)
  const rows = tf.slice(tf.reshape(x, [batch, length, channels]), 0, [batch, pairs * poolSize, channels])
  const parts = tf.reshape(rows, [batch * pairs, poolSize * channels])
  const [left, right] = tf.split(parts, poolSize, 1)
  return tf.mul(tf.add(left, right), 1 / poolSize) as tf.Tensor2D
}
