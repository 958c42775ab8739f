import { beforeAll, describe, expect, it } from 'vitest'
import type {
  NetworkSpec,
  PointSpec,
  PosteriorSpec,
  PosteriorSpecOf,
} from '../../src-main/contract/networks.ts'
import { networkChoices } from '../../src-main/inference/network/catalogue/networks.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { adamStep, createAdamState } from '../../src-main/training/adam.ts'
import { type BackendName, startBackends, useBackend } from '../support/tensorflow.ts'
import { tensorsInMemory, trainingExample } from '../support/training.ts'

let backends: BackendName[]
beforeAll(async () => {
  backends = await startBackends()
})

const tiny: PosteriorSpecOf<'patches'> = {
  kind: 'posterior',
  embedding: 'patches',
  points: 5,
  widths: [8, 8, 8],
  dense: [16, 12],
  density: { kind: 'gaussianMixture', components: 2 },
}
const { points: _, ...withoutPoints } = tiny
const tinyConvolutional: PosteriorSpec = {
  ...withoutPoints,
  embedding: 'convolutions',
  stride: 4,
  widths: [4, 4],
}
const point: PointSpec = {
  kind: 'point',
  input: 'noisyTrace',
  targets: 'all',
  convolutions: [],
  dense: [8, 8],
}

describe.each<[string, NetworkSpec]>([
  ['patches', tiny],
  ['convolutions', tinyConvolutional],
  ['a dense point network', point],
  ['a convolutional point network', { ...point, convolutions: [4, 4] }],
  ['a point network of spike rates', { ...point, input: 'spikeRateAndDuration', targets: 'neuron' }],
])('the gradient of a training step, by %s', (_, spec) => {
  it('is that of finite differences', async () => {
    await useBackend(backends[0])
    const { weights, gradientAt } = trainingExample(spec, 80, 16)
    const { loss, gradient } = gradientAt(weights)
    const random = createRandom(2)
    // Along random directions, since a float32 loss can't show the effect of one weight: its rounding, 1e-7 of it,
    // over a step of 0.01 leaves 1e-5 of the loss, and a sum of thousands of terms some times that.
    for (let trial = 0; trial < 8; trial++) {
      const raw = weights.map(() => random.normal())
      // Half of the trials look along the gradient, more or less.
      const direction = trial % 2 ? raw : raw.map((v, i) => v * 0.02 + gradient[i])
      const norm = Math.hypot(...direction)
      const slope = gradient.reduce((s, g, i) => s + (g * direction[i]) / norm, 0)
      const h = 0.01
      const at = (step: number): number =>
        gradientAt(weights.map((w, i) => w + (step * direction[i]) / norm)).loss
      const numeric = (at(h) - at(-h)) / (2 * h)
      expect(Math.abs(numeric - slope)).toBeLessThan(0.01 * Math.abs(slope) + 4e-4 * Math.abs(loss))
    }
  })

  it('agrees between native and cpu', async ({ skip }) => {
    skip(!backends.includes('native'), 'native TensorFlow is not here')
    await agree(spec, 'native', 'cpu')
  })

  it('agrees between wasm and cpu', () => agree(spec, 'wasm', 'cpu'))
})

async function agree(
  spec: NetworkSpec,
  one: BackendName,
  other: BackendName,
  points = 80,
  n = 16,
): Promise<void> {
  const { weights, gradientAt } = trainingExample(spec, points, n)
  await useBackend(one)
  const a = gradientAt(weights)
  await useBackend(other)
  const b = gradientAt(weights)
  const largest = a.gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0)
  expect(largest).toBeGreaterThan(1e-3)
  expect(Math.abs(a.loss - b.loss)).toBeLessThan(2e-5 * (1 + Math.abs(b.loss)))
  a.gradient.forEach((g, i) => {
    expect(Math.abs(g - b.gradient[i])).toBeLessThan(1e-4 * largest)
  })
}

describe.each(networkChoices)('the network $name', ({ spec }) => {
  it('has a gradient for every weight on the backend that everyone has', async () => {
    await useBackend('wasm')
    const { weights, gradientAt } = trainingExample(spec, 100, 4)
    const { loss, gradient } = gradientAt(weights)
    expect(Number.isFinite(loss)).toBe(true)
    expect(gradient.every(Number.isFinite)).toBe(true)
    expect(gradient.filter((g) => g !== 0).length).toBeGreaterThan(0.99 * gradient.length)
  })

  it('has the same gradient on every backend', async () => {
    for (const name of backends) if (name !== 'cpu') await agree(spec, name, 'cpu', 100, 4)
    // Plain JavaScript takes its time over overlapping convolutions.
  })
})

describe.each(['native', 'wasm', 'cpu'] as const)('fifty training steps on %s', (name) => {
  it('lower the loss and leave no tensor behind', async ({ skip }) => {
    skip(!backends.includes(name), `${name} TensorFlow is not here`)
    await useBackend(name)
    const { weights, gradientAt } = trainingExample(tiny, 80, 16)
    const state = createAdamState(weights.length)
    const first = gradientAt(weights)
    const before = tensorsInMemory()
    let last = first
    for (let i = 0; i < 50; i++) {
      adamStep(weights, last.gradient, state, 0.01, 5)
      last = gradientAt(weights)
    }
    expect(tensorsInMemory()).toBe(before)
    // One batch of 16, learned by heart.
    expect(last.loss).toBeLessThan(first.loss - 1)
  })
})
