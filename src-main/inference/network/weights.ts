import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'

/** Name and shape of each trainable tensor, in the order that forward.ts eats them. */
export interface WeightSpec {
  name: string
  shape: number[]
}

export function weightSpecs(model: LayersModel): WeightSpec[] {
  return model.trainableWeights.map((w) => ({ name: w.originalName, shape: w.shape as number[] }))
}

export function weightCount(specs: readonly WeightSpec[]): number {
  return specs.reduce((sum, s) => sum + size(s), 0)
}

/** The model's weights, one after the other. */
export function readWeights(model: LayersModel): Float32Array {
  const specs = weightSpecs(model)
  const flat = new Float32Array(weightCount(specs))
  let at = 0
  for (const tensor of model.getWeights(true)) {
    flat.set(tensor.dataSync() as Float32Array, at)
    at += tensor.size
  }
  return flat
}

/** Tensors over a flat array; the caller disposes of them. */
export function toTensors(specs: readonly WeightSpec[], flat: Float32Array): tf.Tensor[] {
  let at = 0
  return specs.map((s) => {
    const n = size(s)
    const tensor = tf.tensor(flat.slice(at, at + n), s.shape)
    at += n
    return tensor
  })
}

function size(s: WeightSpec): number {
  return s.shape.reduce((a, b) => a * b, 1)
}
