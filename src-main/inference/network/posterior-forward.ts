import * as tf from '@tensorflow/tfjs-core'
import type { PosteriorSpec } from '../../contract/models.ts'
import { convolveSwish } from './convolution.ts'
import { denseLinear, denseSwish } from './dense-swish.ts'

/**
 * The network of posterior-build.ts as plain operations on its weights, for training: the same numbers (a test holds
 * the two together), with quicker gradients.
 * @param weights in the order of the layers model's trainable weights
 * @param trace [batch, length] @param statistics [batch, count]; of a cycle its features alone
 */
export function posteriorForward(
  spec: PosteriorSpec,
  weights: readonly tf.Tensor[],
  trace: tf.Tensor2D,
  statistics?: tf.Tensor2D,
): tf.Tensor2D {
  const [batch, length] = trace.shape
  let next = 0
  const layer = (op: typeof denseSwish, x: tf.Tensor2D): tf.Tensor2D => {
    const result = op(x, weights[next] as tf.Tensor2D, weights[next + 1] as tf.Tensor1D)
    next += 2
    return result
  }

  let x = trace
  if (spec.embedding === 'patches') {
    let rows = (batch * length) / spec.points
    const { widths } = spec
    x = tf.reshape(trace, [rows, spec.points])
    widths.forEach((units, i) => {
      x = layer(denseSwish, x)
      if (i < widths.length - 1) {
        rows /= 2
        x = tf.reshape(x, [rows, 2 * units])
      }
    })
  } else if (spec.embedding === 'convolutions') {
    let channels = 1
    spec.widths.forEach((filters, i) => {
      const stride = i === 0 ? spec.stride : 2
      x = convolveSwish(x, batch, channels, weights[next], weights[next + 1] as tf.Tensor1D, stride).y
      next += 2
      channels = filters
    })
  }
  if (statistics) x = tf.concat([tf.reshape(x, [batch, -1]), statistics], 1) as tf.Tensor2D
  x = layer(denseSwish, x)
  x = tf.add(x, layer(denseSwish, x))
  for (let i = 1; i < spec.dense.length; i++) x = layer(denseSwish, x)
  return layer(denseLinear, x)
}
