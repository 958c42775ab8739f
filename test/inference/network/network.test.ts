import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { mixtureLogDensity } from '../../../src-main/inference/mixture.ts'
import { findNetwork } from '../../../src-main/inference/network/catalogue/find-network.ts'
import { networkChoices } from '../../../src-main/inference/network/catalogue/networks.ts'
import { createLearner } from '../../../src-main/inference/network/learner.ts'
import { tensorflowEngine } from '../../../src-main/inference/network/tensorflow/engine.ts'
import { forward } from '../../../src-main/inference/network/tensorflow/forward.ts'
import { kerasModel } from '../../../src-main/inference/network/tensorflow/keras-model.ts'
import { readWeights, toTensors } from '../../../src-main/inference/network/tensorflow/weights.ts'
import { createTrainedNetwork } from '../../../src-main/inference/network/trained-network.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { normalizationOf } from '../../../src-main/training/training-data.ts'
import { presetOn } from '../../support/priors.ts'
import { tinyNetwork } from '../../support/stored-model.ts'
import { startBackends, useBackend } from '../../support/tensorflow.ts'
import { freshData, pointVariants } from '../../support/training.ts'

const D = 4

beforeAll(async () => {
  const [best] = await startBackends()
  await useBackend(best)
})

const normals = (n: number, seed: number): Float32Array => {
  const random = createRandom(seed)
  return Float32Array.from({ length: n }, random.normal)
}

const choices = networkChoices.map(({ name, spec }) => ({ name: name as string, spec }))
describe.each([...choices, ...pointVariants])('the network $name', ({ spec }) => {
  it.each([1000, 333])('puts out the same as plain operations, for %i points', (points) => {
    const {
      layers: network,
      weights,
      widths,
      outputs,
    } = createLearner(createPrior(presetOn({ points })), spec)
    const model = kerasModel(network, 3)
    // Other than at the start, where all biases are 0.
    const flat = readWeights(model).map((w, i) => w + 0.02 * Math.sin(i))
    const batch = 4
    tf.tidy(() => {
      const tensors = toTensors(weights, flat)
      model.setWeights(tensors)
      const inputs = widths.map((width, i) => tf.tensor2d(normals(batch * width, 1 + i), [batch, width]))
      const layers = (model.predict(inputs) as tf.Tensor).dataSync<'float32'>()
      const plain = forward(network, tensors, inputs)
      expect(plain.shape).toEqual([batch, outputs])
      const numbers = plain.dataSync()
      const largest = layers.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
      numbers.forEach((v, i) => {
        expect(Math.abs(v - layers[i])).toBeLessThan(1e-5 * (1 + largest))
      })
      // And the trace matters: another one gives other numbers.
      const others = [tf.neg(inputs[0]) as tf.Tensor2D, ...inputs.slice(1)]
      const other = forward(network, tensors, others).dataSync()
      expect(Math.max(...other.map((v, i) => Math.abs(v - numbers[i])))).toBeGreaterThan(1e-3)
    })
    model.dispose()
  })
})

describe('any network', () => {
  const learner = createLearner(createPrior(presetOn({ points: 80 })), tinyNetwork)

  it('starts from weights set by the seed', () => {
    const start = (seed: number): Float32Array => tensorflowEngine.initialWeights(learner, seed)
    expect(start(5)).toEqual(start(5))
    expect(start(5)).not.toEqual(start(6))
  })

  it('gives its weights back as they were put in', () => {
    const model = kerasModel(learner.layers, 1)
    const flat = normals(learner.weightCount, 9)
    const tensors = toTensors(learner.weights, flat)
    model.setWeights(tensors)
    expect(readWeights(model)).toEqual(flat)
    tf.dispose(tensors)
    model.dispose()
  })
})

it('an unknown network is refused with the known ones', () => {
  expect(() => findNetwork('brain')).toThrow(/“brain”.*posterior/)
})

describe('a posterior network', () => {
  const prior = createPrior(presetOn({ points: 90 }))
  const learner = createLearner(prior, tinyNetwork)
  const normalization = normalizationOf(learner, freshData(32, 5), createRandom(1))
  const n = 6
  const { traces } = createBatchSource(prior, n)(createRandom(2))

  function create() {
    const weights = tensorflowEngine.initialWeights(learner, 3)
    return createTrainedNetwork(learner, { normalization, errors: null }, weights, tensorflowEngine)
  }

  it('gives a trace the same posterior whatever its company', () => {
    const network = create()
    const together = network.condition(traces, n)
    const { points } = prior.grid
    const z = new Float64Array(D)
    const [a, b] = [new Float64Array(1), new Float64Array(1)]
    for (let k = 0; k < n; k++) {
      const [alone] = network.condition(traces.slice(k * points, (k + 1) * points), 1)
      mixtureLogDensity(together[k], z, 1, a)
      mixtureLogDensity(alone, z, 1, b)
      expect(a[0]).toBeCloseTo(b[0], 3)
    }
    expect(together[0].means).not.toEqual(together[1].means)
    network.dispose()
  })

  it('keeps no tensors but its weights, and none once disposed of', () => {
    const before = tf.memory().numTensors
    const network = create()
    network.condition(traces, n)
    const during = tf.memory().numTensors
    for (let i = 0; i < 20; i++) network.condition(traces, n)
    expect(tf.memory().numTensors).toBe(during)
    network.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})
