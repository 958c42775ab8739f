import type { PriorFile } from '../contract/models.ts'
import type { TrainingRecipe } from '../contract/training-recipe.ts'
import type { Engine } from '../inference/network/engine.ts'
import type { Learner } from '../inference/network/learner.ts'
import { createRandom } from '../model/random.ts'
import { adamStep, createAdamState } from './adam.ts'
import { createBatchQueue } from './batch-queue.ts'
import { normalizationOf, rowsOf } from './training-data.ts'

const warmSeconds = 1
const measuredSeconds = 2
/** Size of the simulated set: enough to draw batches from. */
const setSamples = 256

/**
 * Training throughput on this machine, simulations per second, with fresh ones simulated in parallel as in a run;
 * takes some seconds.
 * @param prior that the learner was made from
 */
export async function measureTrainingSpeed(
  learner: Learner,
  recipe: TrainingRecipe,
  prior: PriorFile,
  engine: Engine,
  signal?: AbortSignal,
): Promise<number> {
  const data = { recipe, samples: recipe.data === 'set' ? setSamples : 1e9, seed: 1 }
  const weights = engine.initialWeights(learner, 1)
  const adam = createAdamState(weights.length)
  const normalization = normalizationOf(learner, data, createRandom(1))
  const trainer = engine.trainer(learner)
  const queue = createBatchQueue(learner, { ...data, prior, normalization, first: 0 })
  const gradient = new Float32Array(weights.length)
  try {
    let [began, seen] = [performance.now(), 0]
    const warm = began + 1000 * warmSeconds
    for (let step = 0, warming = true; ; step++) {
      signal?.throwIfAborted()
      const batch = await queue.next()
      const n = rowsOf(data, step)
      trainer.lossAndGradient(weights, batch, n, gradient)
      adamStep(weights, gradient, adam, 1e-4, 5)
      seen += n
      const now = performance.now()
      if (warming && now > warm) {
        // The first steps allocate and compile.
        ;[warming, began, seen] = [false, now, 0]
      } else if (!warming && now - began > 1000 * measuredSeconds) {
        return (1000 * seen) / (now - began)
      }
    }
  } finally {
    await queue.close()
    trainer.dispose()
  }
}
