import type { PriorFile } from '../contract/models.ts'
import type { NetworkChoice } from '../inference/network/catalogue.ts'
import { createPrior } from '../model/composition/prior.ts'
import { createRandom } from '../model/random.ts'
import { adamStep, createAdamState } from './adam.ts'
import { batchShape } from './batch.ts'
import { createBatchQueue } from './batch-queue.ts'
import { initialWeights } from './begin-run.ts'
import { gradientStep } from './gradient-step.ts'
import { createLoss } from './loss.ts'
import { normalizationOf, rowsOf } from './training-data.ts'

const warmSeconds = 1
const measuredSeconds = 2
/** Of a set: enough to draw batches from. */
const setSamples = 256

/** Simulations a second that a training would see here, fresh ones simulated beside it as in a run; takes some seconds. */
export async function measureTrainingSpeed(
  file: PriorFile,
  { spec, recipe }: NetworkChoice,
  signal?: AbortSignal,
): Promise<number> {
  const prior = createPrior(file)
  const data = { spec, recipe, samples: recipe.data === 'set' ? setSamples : 1e9, seed: 1 }
  const { specs, weights } = initialWeights(spec, prior, 1)
  const adam = createAdamState(weights.length)
  const normalization = normalizationOf(data, prior, createRandom(1))
  const shape = batchShape(prior, spec, recipe.batch)
  const loss = createLoss(spec, shape.targets)
  const queue = createBatchQueue({ ...data, prior: file, normalization, first: 0 })
  const gradient = new Float32Array(weights.length)
  try {
    let [began, seen] = [performance.now(), 0]
    const warm = began + 1000 * warmSeconds
    for (let step = 0, warming = true; ; step++) {
      signal?.throwIfAborted()
      const batch = await queue.next()
      const n = rowsOf(data, step)
      gradientStep(spec, specs, weights, { ...shape, n }, batch, loss, gradient)
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
    loss.dispose()
  }
}
