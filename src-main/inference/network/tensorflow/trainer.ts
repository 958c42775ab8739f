import * as tf from '@tensorflow/tfjs-core'
import type { TrainingBatch } from '../batch.ts'
import type { Trainer } from '../engine.ts'
import type { Learner } from '../learner.ts'
import { forward } from './forward.ts'
import { valueAndGrads } from './gradients.ts'
import { createLoss } from './loss.ts'
import { toTensors } from './weights.ts'

export function createTrainer({ layers, weights: specs, widths, targets, loss: spec }: Learner): Trainer {
  const loss = createLoss(spec)
  /** The first n rows of a batch, as new tensors. */
  const tensorsOf = ({ inputs, target }: TrainingBatch, n: number) => ({
    inputs: inputs.map((input, i) => tf.tensor2d(input.slice(0, n * widths[i]), [n, widths[i]])),
    target: tf.tensor2d(target.slice(0, n * targets), [n, targets]),
  })
  return {
    loss: (weights, batch, n) =>
      tf.tidy(() => {
        const { inputs, target } = tensorsOf(batch, n)
        return loss(forward(layers, toTensors(specs, weights), inputs), target).dataSync()[0]
      }),
    lossAndGradient: (weights, batch, n, gradient) =>
      tf.tidy(() => {
        const { inputs, target } = tensorsOf(batch, n)
        const { value, grads } = valueAndGrads((...w: tf.Tensor[]) =>
          loss(forward(layers, w, inputs), target),
        )(toTensors(specs, weights))
        let at = 0
        for (const g of grads) {
          gradient.set(g.dataSync() as Float32Array, at)
          at += g.size
        }
        return value.dataSync()[0]
      }),
    dispose: () => loss.dispose(),
  }
}
