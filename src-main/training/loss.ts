import * as tf from '@tensorflow/tfjs-core'
import type { NetworkSpec } from '../contract/models.ts'
import type { Loss } from './loss-function.ts'
import { createMixtureLoss } from './mixture-loss.ts'

/** A posterior network's mean negative log likelihood; a point network's mean squared error over its scaled targets. */
export function createLoss(spec: NetworkSpec, targets: number): Loss {
  return spec.kind === 'posterior' ? createMixtureLoss(spec.density.components, targets) : meanSquaredError()
}

function meanSquaredError(): Loss {
  const loss = (output: tf.Tensor2D, target: tf.Tensor2D): tf.Scalar =>
    tf.tidy(() => tf.mean(tf.squaredDifference(output, target)) as tf.Scalar)
  return Object.assign(loss, { dispose() {} })
}
