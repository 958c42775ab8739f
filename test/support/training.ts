import * as tf from '@tensorflow/tfjs-core'
import type { NetworkSpec } from '../../src-main/contract/models.ts'
import { buildNetwork } from '../../src-main/inference/network/build.ts'
import { measureNormalization } from '../../src-main/inference/network/normalization.ts'
import { readWeights, type WeightSpec, weightSpecs } from '../../src-main/inference/network/weights.ts'
import { createPrior } from '../../src-main/simulation/prior.ts'
import { createRandom } from '../../src-main/simulation/random.ts'
import {
  allocateBatch,
  batchShape,
  createBatchFiller,
  type TrainingBatch,
} from '../../src-main/training/batch.ts'
import { gradientStep } from '../../src-main/training/gradient-step.ts'
import { createMixtureLoss } from '../../src-main/training/mixture-loss.ts'
import { presetOn } from './priors.ts'

/** A network at its start with a batch of `n` short traces, and its loss and gradient there. */
export function trainingExample(spec: NetworkSpec, points: number, n: number) {
  const prior = createPrior(presetOn({ points }))
  const model = buildNetwork(spec, points, prior.parameters.length, 3)
  const specs: WeightSpec[] = weightSpecs(model)
  const weights = readWeights(model).map((w, i) => w + 0.02 * Math.sin(i))
  model.dispose()
  const shape = batchShape(prior, spec, n)
  const batch: TrainingBatch = allocateBatch(shape)
  createBatchFiller(prior, spec, measureNormalization(prior, createRandom(1)), n, 5)(0, batch)
  return {
    weights,
    gradientAt(at: Float32Array): { loss: number; gradient: Float32Array } {
      const lossFunction = createMixtureLoss(spec.density.components, prior.parameters.length)
      const gradient = new Float32Array(at.length)
      const loss = gradientStep(spec, specs, at, shape, batch, lossFunction, gradient)
      lossFunction.dispose()
      return { loss, gradient }
    },
  }
}

export function tensorsInMemory(): number {
  return tf.memory().numTensors
}
