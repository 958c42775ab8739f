import * as tf from '@tensorflow/tfjs-core'
import type { NetworkSpec, Normalization } from '../contract/models.ts'
import { forward } from '../inference/network/forward.ts'
import { toTensors, type WeightSpec } from '../inference/network/weights.ts'
import type { Prior } from '../model/composition/prior.ts'
import { createRandom } from '../model/random.ts'
import { allocateBatch, batchShape } from './batch.ts'
import { batchTensors } from './gradient-step.ts'
import type { Loss } from './loss-function.ts'
import { createRowWriter, simulationsFor } from './training-data.ts'

const validationTraces = 2000

/** The loss on traces that training never sees, the same ones each time. */
export function createValidation(
  prior: Prior,
  spec: NetworkSpec,
  normalization: Normalization,
  seed: number,
  lossFunction: Loss,
  specs: readonly WeightSpec[],
): (weights: Float32Array) => number {
  const shape = batchShape(prior, spec, validationTraces)
  const batch = allocateBatch(shape)
  const simulations = simulationsFor(spec, prior, validationTraces)(createRandom(seed).fork(0))
  createRowWriter(spec, prior, normalization)(simulations, validationTraces, batch)
  return (weights) =>
    tf.tidy(() => {
      const { inputs, target } = batchTensors(shape, batch)
      return lossFunction(forward(spec, toTensors(specs, weights), inputs), target).dataSync()[0]
    })
}
