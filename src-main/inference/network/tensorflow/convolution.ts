import * as tf from '@tensorflow/tfjs-core'
import { denseSwish } from './dense-swish.ts'

/**
 * A one-dimensional convolution (valid padding) with swish, as a matrix product, since the WebAssembly backend has no
 * gradient of its convolution's kernel: each window is a block of one stride and the start of the next.
 * @param x [batch, length, channels], in any shape of that order
 * @param kernel [size, channels, filters], stride ≤ size ≤ 2·stride
 * @returns [batch · windows, filters]
 */
export function convolveSwish(
  x: tf.Tensor,
  batch: number,
  channels: number,
  kernel: tf.Tensor,
  bias: tf.Tensor1D,
  stride: number,
): { y: tf.Tensor2D; windows: number } {
  const [size, , filters] = kernel.shape
  const length = x.size / (batch * channels)
  const windows = Math.floor((length - size) / stride) + 1
  // The last window may end inside a block, which is padded with values that no window reads.
  const blocks = windows + 1
  const wanted = blocks * stride
  const rows = tf.reshape(x, [batch, length, channels])
  const whole =
    wanted <= length
      ? tf.slice(rows, 0, [batch, wanted, channels])
      : tf.pad(rows, [
          [0, 0],
          [0, wanted - length],
          [0, 0],
        ])
  const parts = tf.reshape(whole, [batch, blocks, stride * channels])
  const own = tf.slice(parts, 0, [batch, windows, stride * channels])
  const next = tf.slice(parts, [0, 1, 0], [batch, windows, (size - stride) * channels])
  const y = denseSwish(
    tf.reshape(tf.concat([own, next], 2), [batch * windows, size * channels]),
    tf.reshape(kernel, [size * channels, filters]),
    bias,
  )
  return { y, windows }
}
