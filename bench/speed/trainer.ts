import type { NetworkSpec } from '../../src-main/contract/models.ts'
import { buildNetwork } from '../../src-main/inference/network/build.ts'
import { measureNormalization } from '../../src-main/inference/network/normalization.ts'
import { readWeights, weightSpecs } from '../../src-main/inference/network/weights.ts'
import type { Grid } from '../../src-main/simulation/neuron-model.ts'
import { rudi2022 } from '../../src-main/simulation/presets.ts'
import { createPrior } from '../../src-main/simulation/prior.ts'
import { createRandom } from '../../src-main/simulation/random.ts'
import { adamStep, createAdamState } from '../../src-main/training/adam.ts'
import {
  allocateBatch,
  batchShape,
  createBatchFiller,
  type TrainingBatch,
} from '../../src-main/training/batch.ts'
import { gradientStep } from '../../src-main/training/gradient-step.ts'
import { createMixtureLoss } from '../../src-main/training/mixture-loss.ts'

/** A network in training, a step at a time, as train.ts does it. */
export function createTrainer(spec: NetworkSpec, batchSize: number, grid: Grid = rudi2022.grid) {
  const file = { ...rudi2022, grid }
  const prior = createPrior(file)
  const dimension = prior.parameters.length
  const model = buildNetwork(spec, grid.points, dimension, 1)
  const [specs, weights] = [weightSpecs(model), readWeights(model)]
  model.dispose()
  const normalization = measureNormalization(prior, createRandom(1))
  const shape = batchShape(prior, spec, batchSize)
  const loss = createMixtureLoss(spec.density.components, dimension)
  const gradient = new Float32Array(weights.length)
  const state = createAdamState(weights.length)
  const own = allocateBatch(shape)
  createBatchFiller(prior, spec, normalization, batchSize, 2)(0, own)
  return {
    queueSettings: { prior: file, spec, normalization, n: batchSize, seed: 3, first: 0 },
    /** @param batch the same one each time where it is left out */
    step(batch: TrainingBatch = own): number {
      const value = gradientStep(spec, specs, weights, shape, batch, loss, gradient)
      adamStep(weights, gradient, state, 1e-4, 5)
      return value
    },
    dispose: () => loss.dispose(),
  }
}
