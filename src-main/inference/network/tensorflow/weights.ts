import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { product, type WeightSpec } from '../layers/weight-shapes.ts'

/** The model's weights, concatenated. */
export function readWeights(model: LayersModel): Float32Array {
  const tensors = model.getWeights(true)
  const flat = new Float32Array(tensors.reduce((sum, { size }) => sum + size, 0))
  let at = 0
  for (const tensor of tensors) {
    flat.set(tensor.dataSync() as Float32Array, at)
    at += tensor.size
  }
  return flat
}

/** Tensors with the values of a flat array; the caller disposes of them. */
export function toTensors(specs: readonly WeightSpec[], flat: Float32Array): tf.Tensor[] {
  let at = 0
  return specs.map(({ shape }) => {
    const n = product(shape)
    const tensor = tf.tensor(flat.slice(at, at + n), shape)
    at += n
    return tensor
  })
}
