import * as tf from '@tensorflow/tfjs-core'
import type { NetworkSpec } from '../../contract/models.ts'
import { denseLinear, denseSwish } from './dense-swish.ts'

/**
 * The network of build.ts as plain operations on its weights, for training: the same numbers (a test holds the
 * two together), with quicker gradients.
 * @param weights in the order of the layers model's trainable weights
 * @param trace [batch, length] @param statistics [batch, count]
 */
export function forward(
  spec: NetworkSpec,
  weights: readonly tf.Tensor[],
  trace: tf.Tensor2D,
  statistics: tf.Tensor2D,
): tf.Tensor2D {
  const [batch, length] = trace.shape
  let next = 0
  const layer = (op: typeof denseSwish, x: tf.Tensor2D): tf.Tensor2D => {
    const result = op(x, weights[next] as tf.Tensor2D, weights[next + 1] as tf.Tensor1D)
    next += 2
    return result
  }

  let x: tf.Tensor2D
  if (spec.embedding === 'patches') {
    let rows = (batch * length) / spec.patch
    x = tf.reshape(trace, [rows, spec.patch])
    spec.widths.forEach((units, i) => {
      x = layer(denseSwish, x)
      if (i < spec.widths.length - 1) {
        rows /= 2
        x = tf.reshape(x, [rows, 2 * units])
      }
    })
  } else {
    // Convolutions as products with matrices, since wasm has no gradient of its convolution's kernel. Each kernel is
    // two strides long: a window is two neighbouring blocks of one stride.
    let blocks = length
    let channels = 1
    x = trace
    spec.widths.forEach((units, i) => {
      const stride = i === 0 ? spec.patch : 2
      blocks = Math.floor(blocks / stride)
      const size = stride * channels
      const whole = tf.slice(tf.reshape(x, [batch, -1]), 0, [batch, blocks * size])
      const parts = tf.reshape(whole, [batch, blocks, size])
      const count = blocks - 1
      const [left, right] = [0, 1].map((from) => tf.slice(parts, [0, from, 0], [batch, count, size]))
      x = denseSwish(
        tf.reshape(tf.concat([left, right], 2), [batch * count, 2 * size]),
        tf.reshape(weights[next], [2 * size, units]),
        weights[next + 1] as tf.Tensor1D,
      )
      next += 2
      blocks = count
      channels = units
    })
  }
  x = tf.concat([tf.reshape(x, [batch, -1]), statistics], 1) as tf.Tensor2D
  x = layer(denseSwish, x)
  x = tf.add(x, layer(denseSwish, x))
  for (let i = 1; i < spec.dense.length; i++) x = layer(denseSwish, x)
  return layer(denseLinear, x)
}
