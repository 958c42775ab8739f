import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { loadLayersModel } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { findNetwork } from '../../src-main/inference/network/catalogue/find-network.ts'
import { networkCatalogue } from '../../src-main/inference/network/catalogue/networks.ts'
import { createLearner } from '../../src-main/inference/network/learner.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { forward } from '../../src-main/inference/network/tensorflow/forward.ts'
import { toTensors } from '../../src-main/inference/network/tensorflow/weights.ts'
import { readModel, writeModel } from '../../src-main/library/model-format/model-files.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { normalizationOf } from '../../src-main/training/training-data.ts'
import { modelCard } from '../services/fixtures.ts'
import { startBackends, useBackend } from '../support/tensorflow.ts'
import { freshData, priorFor } from '../support/training.ts'

beforeAll(async () => {
  const [best] = await startBackends()
  await useBackend(best)
})

/** As TensorFlow.js's own reader takes a folder: the topology in Keras' words, and the weights. */
async function readByKeras(folder: string) {
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'))
  const bytes = await readFile(join(folder, 'weights.bin'))
  return loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weightData: Uint8Array.from(bytes).buffer,
    }),
  )
}

describe('a model’s topology and weights', () => {
  it.each(['models/rudi-2022'])('of %s are read by the library’s own reader', async (folder) => {
    const model = await readByKeras(folder)
    const { card, weights } = await readModel(folder)
    expect(model.countParams()).toBe(weights.length)
    expect(model.inputs.map(({ shape }) => shape[1])).toContain(card.prior.grid.points)
    model.dispose()
  })

  it.each(Object.keys(networkCatalogue))('of the network %s give the same outputs there', async (name) => {
    const folder = join(await mkdtemp(join(tmpdir(), 'nagumo-keras-')), 'model')
    try {
      const { spec } = findNetwork(name)
      const file = priorFor(spec, 200)
      const learner = createLearner(createPrior(file), spec)
      const weights = tensorflowEngine.initialWeights(learner, 4).map((w, i) => w + 0.02 * Math.sin(i))
      const normalization = normalizationOf(learner, freshData(16, 1), createRandom(1))
      const card = { ...modelCard, normalization, errors: null, prior: file, networkName: name }
      await writeModel(folder, { learner, card, weights, engine: tensorflowEngine })

      const model = await readByKeras(folder)
      const random = createRandom(2)
      const n = 3
      const [there, here] = tf.tidy(() => {
        const inputs = learner.widths.map((width) =>
          tf.tensor2d(Float32Array.from({ length: n * width }, random.normal), [n, width]),
        )
        const predicted = model.predict(inputs.length === 1 ? inputs[0] : inputs) as tf.Tensor
        return [predicted, forward(learner.layers, toTensors(learner.weights, weights), inputs)].map((t) =>
          t.dataSync<'float32'>(),
        )
      })
      const largest = here.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
      expect(there).toHaveLength(here.length)
      here.forEach((v, i) => {
        expect(Math.abs(v - there[i])).toBeLessThan(1e-5 * (1 + largest))
      })
      model.dispose()
    } finally {
      await rm(join(folder, '..'), { recursive: true, force: true })
    }
  })
})
