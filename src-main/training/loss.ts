import * as tf from '@tensorflow/tfjs-core'
import type { NetworkSpec } from '../contract/models.ts'
import { createMixtureLoss } from './mixture-loss.ts'

/** What training makes small. */
export interface Loss {
  /** @param output what the network puts out, [batch, outputs] @param target [batch, targets] @returns scalar */
  (output: tf.Tensor2D, target: tf.Tensor2D): tf.Scalar
  dispose(): void
}

/** A posterior network's mean negative log likelihood; a point network's mean squared error over its scaled targets. */
export function createLoss(spec: NetworkSpec, targets: number): Loss {
  return spec.kind === 'posterior' ? createMixtureLoss(spec.density.components, targets) : meanSquaredError()
}

function meanSquaredError(): Loss {
  const loss = (output: tf.Tensor2D, target: tf.Tensor2D): tf.Scalar =>
    tf.tidy(() => tf.mean(tf.squaredDifference(output, target)) as tf.Scalar)
  return Object.assign(loss, { dispose() {} })
}
