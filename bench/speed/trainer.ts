import type { NetworkSpec } from '../../src-main/contract/models.ts'
import { buildNetwork } from '../../src-main/inference/network/build.ts'
import { readWeights, weightSpecs } from '../../src-main/inference/network/weights.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import type { Grid } from '../../src-main/model/neuron-model.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { adamStep, createAdamState } from '../../src-main/training/adam.ts'
import { allocateBatch, batchShape, type TrainingBatch } from '../../src-main/training/batch.ts'
import { gradientStep } from '../../src-main/training/gradient-step.ts'
import { createLoss } from '../../src-main/training/loss.ts'
import { createBatchFiller, normalizationOf } from '../../src-main/training/training-data.ts'

/** A network in training on fresh simulations, a step at a time, as train.ts does it. */
export function createTrainer(spec: NetworkSpec, batchSize: number, grid: Grid = rudi2022.grid) {
  const file = { ...rudi2022, grid }
  const prior = createPrior(file)
  const model = buildNetwork(spec, prior, 1)
  const [specs, weights] = [weightSpecs(model), readWeights(model)]
  model.dispose()
  const recipe = { data: 'fresh', batch: batchSize, peakRate: 2e-3, maximalGradientNorm: 5 } as const
  const data = { spec, recipe, samples: 1_000_000, seed: 3 }
  const normalization = normalizationOf(data, prior, createRandom(1))
  const shape = batchShape(prior, spec, batchSize)
  const loss = createLoss(spec, shape.targets)
  const gradient = new Float32Array(weights.length)
  const state = createAdamState(weights.length)
  const own = allocateBatch(shape)
  createBatchFiller(data, prior, normalization)(0, own)
  return {
    queueSettings: { ...data, prior: file, normalization, first: 0 },
    /** @param batch the same one each time where it is left out */
    step(batch: TrainingBatch = own): number {
      const value = gradientStep(spec, specs, weights, shape, batch, loss, gradient)
      adamStep(weights, gradient, state, 1e-4, 5)
      return value
    },
    dispose: () => loss.dispose(),
  }
}
