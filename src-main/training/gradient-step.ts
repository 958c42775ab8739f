import * as tf from '@tensorflow/tfjs-core'
import type { NetworkSpec } from '../contract/models.ts'
import { forward } from '../inference/network/forward.ts'
import { toTensors, type WeightSpec } from '../inference/network/weights.ts'
import { statisticsCount } from '../inference/trace-statistics.ts'
import type { BatchShape, TrainingBatch } from './batch.ts'
import type { MixtureLoss } from './mixture-loss.ts'

/** Loss and its gradient on one batch; the gradient is written to `gradient`. */
export function gradientStep(
  spec: NetworkSpec,
  specs: readonly WeightSpec[],
  weights: Float32Array,
  { n, length, dimension }: BatchShape,
  batch: TrainingBatch,
  lossFunction: MixtureLoss,
  gradient: Float32Array,
): number {
  return tf.tidy(() => {
    const trace = tf.tensor2d(batch.trace.slice(), [n, length])
    const statistics = tf.tensor2d(batch.statistics.slice(), [n, statisticsCount])
    const target = tf.tensor2d(batch.target.slice(), [n, dimension])
    const tensors = toTensors(specs, weights)
    const { value, grads } = tf.valueAndGrads((...w: tf.Tensor[]) =>
      lossFunction(forward(spec, w, trace, statistics), target),
    )(tensors)
    let at = 0
    for (const g of grads) {
      gradient.set(g.dataSync() as Float32Array, at)
      at += g.size
    }
    return value.dataSync()[0]
  })
}
