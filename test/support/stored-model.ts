import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ModelCard } from '../../src-main/contract/models.ts'
import type { NetworkSpec, PosteriorSpec } from '../../src-main/contract/networks.ts'
import { createLearner } from '../../src-main/inference/network/learner.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { writeModel } from '../../src-main/library/model-format/model-files.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { normalizationOf } from '../../src-main/training/training-data.ts'
import { presetOn } from './priors.ts'
import { freshData } from './training.ts'

/** A posterior network of a few hundred weights. */
export const tinyNetwork: PosteriorSpec = {
  kind: 'posterior',
  embedding: 'patches',
  points: 5,
  widths: [8, 8],
  dense: [16, 12],
  density: { kind: 'gaussianMixture', components: 2 },
}

/**
 * Writes a model that has learned nothing, for traces of 80 points, into home/id. TensorFlow must be loaded.
 * @param seed of its weights
 */
export async function writeSmallModel(
  home: string,
  { id = 'a-model', name = 'A model', seed = 1, network = tinyNetwork as NetworkSpec } = {},
): Promise<{ folder: string; card: ModelCard; weights: Float32Array }> {
  const prior = presetOn({ points: 80 })
  const learner = createLearner(createPrior(prior), network)
  const weights = tensorflowEngine.initialWeights(learner, seed)
  const data = freshData(32, 5)
  const folder = join(home, id)
  const card = {
    id,
    name,
    description: 'for a test',
    createdAt: '2026-01-01T00:00:00.000Z',
    prior,
    networkName: 'tiny',
    normalization: normalizationOf(learner, data, createRandom(1)),
    errors: null,
    training: {
      recipe: data.recipe,
      samples: 1,
      batch: 1,
      seed,
      seconds: 1,
      backend: 'wasm',
      command: 'none',
      loss: [],
    },
    evaluation: null,
  }
  const written = await writeModel(folder, { learner, card, weights, engine: tensorflowEngine })
  return { folder, card: written, weights }
}

/** A folder outside any test, for what all tests of a file share. */
export async function temporaryHome(): Promise<{ home: string; remove: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'nagumo-models-'))
  return { home, remove: () => rm(home, { recursive: true, force: true }) }
}
