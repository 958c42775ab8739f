import type { LayersModel } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { NagumoError } from '../../../src-main/contract/errors.ts'
import type { NetworkTargets } from '../../../src-main/contract/networks.ts'
import { findNetwork } from '../../../src-main/inference/network/catalogue/find-network.ts'
import { spikeSummary } from '../../../src-main/inference/network/embeddings/spike-summary.ts'
import { createLearner } from '../../../src-main/inference/network/learner.ts'
import { tensorflowEngine } from '../../../src-main/inference/network/tensorflow/engine.ts'
import { kerasModel } from '../../../src-main/inference/network/tensorflow/keras-model.ts'
import { createTrainedNetwork } from '../../../src-main/inference/network/trained-network.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { normalizationOf } from '../../../src-main/training/training-data.ts'
import { preset, presetOn } from '../../support/priors.ts'
import { startBackends, useBackend } from '../../support/tensorflow.ts'

beforeAll(async () => {
  await startBackends()
  await useBackend('wasm')
})

/** Class, name, output without the batch, and what else is said of each layer. */
function layersOf(model: LayersModel) {
  return model.layers.map((layer) => {
    const { kernelSize, strides, padding, poolSize, activation } = layer.getConfig()
    const said = { kernelSize, strides, padding, poolSize, activation }
    return {
      layer: layer.getClassName(),
      output: (layer.outputShape as number[]).slice(1),
      ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
    }
  })
}

function build(name: string, targets: NetworkTargets) {
  const learner = createLearner(preset, findNetwork(name, { targets }).spec)
  const model = kerasModel(learner.layers, 1)
  const result = { layers: layersOf(model), weights: learner.weightCount }
  model.dispose()
  return result
}

const dense = (units: number, activation = 'swish') => ({ layer: 'Dense', output: [units], activation })
const convolution = (length: number, filters: number) => ({
  layer: 'Conv1D',
  output: [length, filters],
  kernelSize: [3],
  strides: [2],
  padding: 'valid',
  activation: 'swish',
})
const pool = (length: number, filters: number) => ({
  layer: 'AveragePooling1D',
  output: [length, filters],
  poolSize: [2],
  strides: [2],
  padding: 'valid',
})

describe('the networks of Rudi 2022 are the paper’s', () => {
  it('dense: 1000 → 32 → 32 → out, with swish and a sigmoid', () => {
    const { layers, weights } = build('rudi-dense', 'all')
    expect(layers).toEqual([
      { layer: 'InputLayer', output: [1000] },
      dense(32),
      dense(32),
      dense(4, 'sigmoid'),
    ])
    // (1000 + 1)·32 = 32,032; (32 + 1)·32 = 1056; (32 + 1)·4 = 132.
    expect(weights).toBe(33_220)
    // (32 + 1)·2 = 66 at the end.
    expect(build('rudi-dense', 'neuron').weights).toBe(33_154)
  })

  it('convolutional: 8, 16, 32 filters of 3 at stride 2, averages over pairs between them, then 32 → 32 → out', () => {
    const { layers, weights } = build('rudi-convolutional', 'neuron')
    // ⌊(1000 − 3)/2⌋ + 1 = 499, half of it 249; ⌊(249 − 3)/2⌋ + 1 = 124, 62; ⌊(62 − 3)/2⌋ + 1 = 30.
    expect(layers).toEqual([
      { layer: 'InputLayer', output: [1000] },
      { layer: 'Reshape', output: [1000, 1] },
      convolution(499, 8),
      pool(249, 8),
      convolution(124, 16),
      pool(62, 16),
      convolution(30, 32),
      { layer: 'Flatten', output: [960] },
      dense(32),
      dense(32),
      dense(2, 'sigmoid'),
    ])
    // (3·1 + 1)·8 = 32; (3·8 + 1)·16 = 400; (3·16 + 1)·32 = 1568; (960 + 1)·32 = 30,752; 1056; (32 + 1)·2 = 66.
    expect(weights).toBe(33_874)
    expect(build('rudi-convolutional', 'all').weights).toBe(33_874 + 66)
  })

  it.each(['rudi-dense', 'rudi-convolutional'])(
    '%s learns as there: Adam at 2e-3, batches of 32, 200 times',
    (name) => {
      // β₁ 0.9, β₂ 0.999, ε 1e-8: test/training/adam.test.ts. Mean squared error: tensorflow/loss.test.ts.
      expect(findNetwork(name).recipe).toEqual({ data: 'set', batch: 32, epochs: 200, rate: 2e-3 })
      expect(findNetwork(name).spec).toMatchObject({ kind: 'point', input: 'noisyTrace', targets: 'all' })
    },
  )
})

describe('what can be asked of a network', () => {
  it('is input, targets and data of a point network', () => {
    const { spec, recipe } = findNetwork('rudi-dense', {
      input: 'spikeRate',
      targets: 'neuron',
      data: 'fresh',
    })
    expect(spec).toMatchObject({ input: 'spikeRate', targets: 'neuron' })
    expect(recipe.data).toBe('fresh')
  })

  it.each<[string, Parameters<typeof findNetwork>, RegExp]>([
    ['another input of a posterior network', ['posterior', { input: 'cleanTrace' }], /rudi-dense/],
    ['other targets of it', ['posterior-small', { targets: 'neuron' }], /rudi-dense/],
    ['a set for it', ['posterior', { data: 'set' }], /rudi-dense/],
    ['a rate to slide over', ['rudi-convolutional', { input: 'spikeRate' }], /no trace/],
  ])('but not %s', (_, asked, message) => {
    expect(() => findNetwork(...asked)).toThrow(NagumoError)
    expect(() => findNetwork(...asked)).toThrow(message)
  })
})

describe('a point network’s scales', () => {
  const samples = 200
  const seed = 11
  const { points } = preset.grid
  const D = preset.parameters.length
  const of = (...asked: Parameters<typeof findNetwork>) => {
    const { spec, recipe } = findNetwork(...asked)
    const learner = createLearner(preset, spec)
    return { learner, normalization: normalizationOf(learner, { recipe, samples, seed }, createRandom(1)) }
  }

  it('bring each target of its training set to 0 … 1, by the least and the largest', () => {
    const { learner, normalization } = of('rudi-dense')
    const { parameters } = createBatchSource(preset, samples)(createRandom(seed))
    const write = learner.targetWriter(normalization)
    const scaled = new Float32Array(samples * D)
    for (let k = 0; k < samples; k++) write(parameters, k * D, null, scaled, k * D)
    for (let j = 0; j < D; j++) {
      const column = Array.from({ length: samples }, (_, k) => scaled[k * D + j])
      expect(Math.min(...column)).toBe(0)
      expect(Math.max(...column)).toBeCloseTo(1, 6)
      const least = Math.min(...Array.from({ length: samples }, (_, k) => parameters[k * D + j]))
      expect(normalization.target.mean[j]).toBe(least)
    }
  })

  it('leave traces as they are', () => {
    const { learner, normalization } = of('rudi-convolutional')
    const write = learner.inputWriter(normalization, true)
    const { traces } = createBatchSource(preset, 2)(createRandom(3))
    const out = [new Float32Array(2 * points)]
    write(traces, points, out, 1)
    expect(out[0].subarray(points)).toEqual(traces.subarray(points))
    expect(out[0].subarray(0, points).every((v) => v === 0)).toBe(true)
  })

  it('bring spike rate and duration of its training set to 0 … 1', () => {
    const { learner, normalization } = of('rudi-dense', { input: 'spikeRateAndDuration' })
    const { traces } = createBatchSource(preset, samples, { noise: false })(createRandom(seed))
    const out = [new Float32Array(2 * samples)]
    const write = learner.inputWriter(normalization, false)
    for (let k = 0; k < samples; k++) write(traces, k * points, out, k)
    for (const j of [0, 1]) {
      const column = Array.from({ length: samples }, (_, k) => out[0][2 * k + j])
      expect(Math.min(...column)).toBe(0)
      expect(Math.max(...column)).toBeCloseTo(1, 6)
    }
    const { rate } = spikeSummary(preset, traces, 7 * points, false)
    const { mean, sd } = normalization.statistics
    expect(out[0][14]).toBeCloseTo((rate - mean[0]) / sd[0], 5)
  })
})

describe('a point network at work', () => {
  it('proposes its errors about what it puts out, in unbounded coordinates', () => {
    const { spec, recipe } = findNetwork('rudi-dense', { targets: 'neuron' })
    const learner = createLearner(preset, spec)
    const normalization = normalizationOf(learner, { recipe, samples: 50, seed: 3 }, createRandom(1))
    const D = 4
    const errors = {
      degrees: 4,
      weights: [0.25, 0.75],
      means: [0.5, 0, 0, 0, 0, -0.5, 1, 2],
      factors: Array.from({ length: 2 * D * D }, (_, i) => ((i % (D * D)) % (D + 1) === 0 ? 3 : 0)),
    }
    // All weights 0: the sigmoid puts out ½, the middle of the range of each target.
    const flat = new Float32Array(learner.weightCount)
    const network = createTrainedNetwork(learner, { normalization, errors }, flat, tensorflowEngine)
    expect(network.gives).toBe('point')
    const [mixture] = network.condition(createBatchSource(preset, 1)(createRandom(2)).traces, 1)
    network.dispose()

    const { mean, sd } = normalization.target
    const z = new Float64Array(D)
    const m = new Float64Array(D)
    preset.fromUnbounded(z, 0, m, 0)
    m.set([mean[0] + sd[0] / 2, mean[1] + sd[1] / 2])
    preset.toUnbounded(m, 0, z, 0)
    expect(mixture).toMatchObject({ dimension: D, components: 2, degrees: 4 })
    expect(Array.from(mixture.weights)).toEqual(errors.weights)
    expect(Array.from(mixture.factors)).toEqual(errors.factors)
    mixture.means.forEach((v, i) => {
      expect(v).toBeCloseTo(z[i % D] + errors.means[i], 6)
    })
    // Of σ and ρ it knows nothing: the middle of their unbounded range.
    expect(z[2]).toBeCloseTo(0, 9)
    expect(z[3]).toBeCloseTo(0, 9)
  })
})

it('a trace that is too short for the convolutions is refused in plain words', () => {
  const spec = findNetwork('rudi-convolutional').spec
  const learnerOf = (points: number) => createLearner(createPrior(presetOn({ points })), spec)
  expect(() => learnerOf(30)).toThrow(/30 points is too short/)
  // The shortest one: 53 → 26, 13 → 6, 3 → 1.
  expect(() => learnerOf(52)).toThrow(/52 points is too short/)
  expect(learnerOf(53).outputs).toBe(4)
})
