import * as tf from '@tensorflow/tfjs-core'
import type { NetworkSpec } from '../contract/models.ts'
import { forward } from '../inference/network/forward.ts'
import { toTensors, type WeightSpec } from '../inference/network/weights.ts'
import type { BatchShape, TrainingBatch } from './batch.ts'
import { valueAndGrads } from './gradients.ts'
import type { Loss } from './loss-function.ts'

/** Loss and its gradient on one batch; the gradient is written to `gradient`. */
export function gradientStep(
  spec: NetworkSpec,
  specs: readonly WeightSpec[],
  weights: Float32Array,
  shape: BatchShape,
  batch: TrainingBatch,
  lossFunction: Loss,
  gradient: Float32Array,
): number {
  return tf.tidy(() => {
    const { inputs, target } = batchTensors(shape, batch)
    const tensors = toTensors(specs, weights)
    const { value, grads } = valueAndGrads((...w: tf.Tensor[]) =>
      lossFunction(forward(spec, w, inputs), target),
    )(tensors)
    let at = 0
    for (const g of grads) {
      gradient.set(g.dataSync() as Float32Array, at)
      at += g.size
    }
    return value.dataSync()[0]
  })
}

/** The first `n` rows of a batch, as tensors of their own. */
export function batchTensors({ n, widths, targets }: BatchShape, { inputs, target }: TrainingBatch) {
  return {
    inputs: inputs.map((input, i) => tf.tensor2d(input.slice(0, n * widths[i]), [n, widths[i]])),
    target: tf.tensor2d(target.slice(0, n * targets), [n, targets]),
  }
}
