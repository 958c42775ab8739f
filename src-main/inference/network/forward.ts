import type * as tf from '@tensorflow/tfjs-core'
import type { NetworkSpec } from '../../contract/models.ts'
import { pointForward } from './point-forward.ts'
import { posteriorForward } from './posterior-forward.ts'

/**
 * What the network puts out, by plain operations on its weights.
 * @param weights in the order of the layers model's trainable weights
 * @param inputs [batch, width] each, as inputs.ts writes them
 */
export function forward(
  spec: NetworkSpec,
  weights: readonly tf.Tensor[],
  inputs: readonly tf.Tensor2D[],
): tf.Tensor2D {
  return spec.kind === 'point'
    ? pointForward(spec, weights, inputs[0])
    : posteriorForward(spec, weights, inputs[0], inputs[1])
}
