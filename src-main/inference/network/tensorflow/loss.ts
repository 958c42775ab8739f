import * as tf from '@tensorflow/tfjs-core'
import type { LossSpec } from '../densities/density.ts'
import type { Loss } from './loss-function.ts'
import { createMixtureLoss } from './mixture-loss.ts'

export function createLoss(spec: LossSpec): Loss {
  return spec.kind === 'mixtureLogLikelihood'
    ? createMixtureLoss(spec.components, spec.dimension)
    : meanSquaredError()
}

function meanSquaredError(): Loss {
  const loss = (output: tf.Tensor2D, target: tf.Tensor2D): tf.Scalar =>
    tf.tidy(() => tf.mean(tf.squaredDifference(output, target)) as tf.Scalar)
  return Object.assign(loss, { dispose() {} })
}
