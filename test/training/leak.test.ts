import { beforeAll, describe, expect, it } from 'vitest'
import type { NetworkSpec } from '../../src-main/contract/models.ts'
import { adamStep, createAdamState } from '../../src-main/training/adam.ts'
import { type BackendName, startBackends, useBackend } from '../support/tensorflow.ts'
import { tensorsInMemory, trainingExample } from '../support/training.ts'

const tiny: NetworkSpec = {
  embedding: 'patches',
  patch: 5,
  widths: [8, 8],
  dense: [16, 8],
  density: { kind: 'gaussianMixture', components: 2 },
}
const convolutional: NetworkSpec = { ...tiny, embedding: 'convolutions', patch: 4, widths: [4, 4] }

let backends: BackendName[]
beforeAll(async () => {
  backends = await startBackends()
})

// npm run bench takes 10,000 steps and looks at the memory, too.
describe('hundreds of training steps', () => {
  for (const [backend, spec] of [
    ['native', tiny],
    ['native', convolutional],
    ['wasm', tiny],
    ['wasm', convolutional],
  ] as const) {
    it(`leave no tensor behind (${backend}, ${spec.embedding})`, async ({ skip }) => {
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
