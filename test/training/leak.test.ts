import { beforeAll, describe, expect, it } from 'vitest'
import type {
  NetworkSpec,
  PointSpec,
  PosteriorSpec,
  PosteriorSpecOf,
} from '../../src-main/contract/networks.ts'
import { adamStep, createAdamState } from '../../src-main/training/adam.ts'
import { type BackendName, startBackends, useBackend } from '../support/tensorflow.ts'
import { tensorsInMemory, trainingExample } from '../support/training.ts'

const tiny: PosteriorSpecOf<'patches'> = {
  kind: 'posterior',
  embedding: 'patches',
  points: 5,
  widths: [8, 8],
  dense: [16, 8],
  density: { kind: 'gaussianMixture', components: 2 },
}
const { points: _, ...withoutPoints } = tiny
const convolutional: PosteriorSpec = {
  ...withoutPoints,
  embedding: 'convolutions',
  stride: 4,
  widths: [4, 4],
}
const point: PointSpec = {
  kind: 'point',
  input: 'noisyTrace',
  targets: 'all',
  convolutions: [4, 4],
  dense: [8],
}

let backends: BackendName[]
beforeAll(async () => {
  backends = await startBackends()
})

// npm run bench takes 10,000 steps and looks at the memory, too.
describe('hundreds of training steps', () => {
  const cases: [BackendName, string, NetworkSpec][] = [
    ['native', 'patches', tiny],
    ['native', 'convolutions', convolutional],
    ['native', 'a point network', point],
    ['wasm', 'patches', tiny],
    ['wasm', 'convolutions', convolutional],
    ['wasm', 'a point network', point],
  ]
  for (const [backend, name, spec] of cases) {
    it(`leave no tensor behind (${backend}, ${name})`, async ({ skip }) => {
      skip(!backends.includes(backend), 'native TensorFlow is not here')
      await useBackend(backend)
      const { weights, gradientAt } = trainingExample(spec, 40, 8)
      const state = createAdamState(weights.length)
      const counts = new Set<number>()
      for (let step = 0; step < 300; step++) {
        adamStep(weights, gradientAt(weights).gradient, state, 1e-3, 5)
        counts.add(tensorsInMemory())
      }
      expect(counts.size).toBe(1)
    })
  }
})
