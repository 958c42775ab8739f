import * as tf from '@tensorflow/tfjs-core'
import type { Layer, NetworkLayers } from '../layers/layer.ts'
import { outputShape } from '../layers/weight-shapes.ts'
import { convolveSwish } from './convolution.ts'
import { denseLinear, denseSwish } from './dense-swish.ts'

/**
 * Output of a network by plain operations on its weights: equal to that of its layers model (a test compares them),
 * with faster gradients on every backend.
 * @param weights in the order of its layers: kernel and bias of each that has them
 * @param inputs [batch, width] each
 * @returns [batch, outputs]
 */
export function forward(
  { inputs: widths, layers }: NetworkLayers,
  weights: readonly tf.Tensor[],
  inputs: readonly tf.Tensor2D[],
): tf.Tensor2D {
  const batch = inputs[0].shape[0]
  let next = 0
  const take = (): [tf.Tensor, tf.Tensor1D] => {
    next += 2
    return [weights[next - 2], weights[next - 1] as tf.Tensor1D]
  }

  /** @param shape of x without the batch; the tensor itself may have another shape in the same order */
  function apply(layer: Layer, x: tf.Tensor, shape: readonly number[]): tf.Tensor {
    switch (layer.kind) {
      case 'dense': {
        const [kernel, bias] = take()
        const rows = rowsOf(x, shape[shape.length - 1])
        if (layer.activation === 'swish') return denseSwish(rows, kernel as tf.Tensor2D, bias)
        const y = denseLinear(rows, kernel as tf.Tensor2D, bias)
        return layer.activation === 'sigmoid' ? tf.sigmoid(y) : y
      }
      case 'residual': {
        const rows = rowsOf(x, shape[shape.length - 1])
        return tf.add(rows, apply(layer.dense, rows, shape))
      }
      case 'reshape':
      case 'flatten':
        return x
      case 'concatenate':
        return tf.concat([rowsOf(x, shape[0]), inputs[layer.input]], 1)
      case 'averagePairs':
        return averagePairs(x, batch, shape[1])
      case 'convolution':
        return convolveSwish(x, batch, shape[1], ...take(), layer.stride).y
    }
  }

  let x: tf.Tensor = inputs[0]
  let shape: readonly number[] = [widths[0].width]
  for (const layer of layers) {
    x = apply(layer, x, shape)
    shape = outputShape(layer, shape, widths)
  }
  return x as tf.Tensor2D
}

/** The tensor reshaped to rows of `width`. */
function rowsOf(x: tf.Tensor, width: number): tf.Tensor2D {
  const rows = x.size / width
  return x.rank === 2 && x.shape[1] === width ? (x as tf.Tensor2D) : tf.reshape(x, [rows, width])
}

/** Average pooling of adjacent pairs; an odd one at the end is dropped. */
function averagePairs(x: tf.Tensor, batch: number, channels: number): tf.Tensor2D {
  const length = x.size / (batch * channels)
  const pairs = Math.floor(length / 2)
  const rows = tf.slice(tf.reshape(x, [batch, length, channels]), 0, [batch, pairs * 2, channels])
  const parts = tf.reshape(rows, [batch * pairs, 2 * channels])
  const [left, right] = tf.split(parts, 2, 1)
  return tf.mul(tf.add(left, right), 0.5) as tf.Tensor2D
}
