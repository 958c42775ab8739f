import type { NetworkSpec } from '../../src-main/contract/networks.ts'
import { allocateBatch, type TrainingBatch } from '../../src-main/inference/network/batch.ts'
import type { Engine } from '../../src-main/inference/network/engine.ts'
import { createLearner } from '../../src-main/inference/network/learner.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import type { Grid } from '../../src-main/model/neuron-model.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { adamStep, createAdamState } from '../../src-main/training/adam.ts'
import { createBatchFiller, normalizationOf } from '../../src-main/training/training-data.ts'

/** Trains a network on fresh simulations, one step at a time, as train.ts does. */
export function createTrainer(
  spec: NetworkSpec,
  batchSize: number,
  engine: Engine,
  grid: Grid = rudi2022.grid,
) {
  const file = { ...rudi2022, grid }
  const learner = createLearner(createPrior(file), spec)
  const weights = engine.initialWeights(learner, 1)
  const recipe = { data: 'fresh', batch: batchSize, peakRate: 2e-3, maximalGradientNorm: 5 } as const
  const data = { recipe, samples: 1_000_000, seed: 3 }
  const normalization = normalizationOf(learner, data, createRandom(1))
  const trainer = engine.trainer(learner)
  const gradient = new Float32Array(weights.length)
  const state = createAdamState(weights.length)
  const own = allocateBatch(learner, batchSize)
  createBatchFiller(learner, data, normalization)(0, own)
  return {
    learner,
    queueSettings: { ...data, prior: file, normalization, first: 0 },
    /** @param batch reused for every step; fresh if omitted */
    step(batch: TrainingBatch = own): number {
      const value = trainer.lossAndGradient(weights, batch, batchSize, gradient)
      adamStep(weights, gradient, state, 1e-4, 5)
      return value
    },
    dispose: () => trainer.dispose(),
  }
}
