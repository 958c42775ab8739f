import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { createTrainedNetwork } from '../../src-main/inference/network/trained-network.ts'
import { readModel } from '../../src-main/library/model-format/model-files.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { train } from '../../src-main/training/train.ts'
import { type BackendName, startBackends, useBackend } from '../support/tensorflow.ts'
import { trainJob } from '../support/training.ts'

const names = ['native', 'wasm', 'cpu'] as const

let home: string
let backends: BackendName[]
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'nagumo-backends-'))
  backends = await startBackends()
})
afterAll(() => rm(home, { recursive: true, force: true }))

/** A model that was trained a little on a backend. */
async function trainOn(backend: BackendName): Promise<string> {
  await useBackend(backend)
  const modelFolder = join(home, backend)
  const run = train(trainJob(home, { samples: 512, modelFolder }), { engine: tensorflowEngine })
  for await (const event of run) expect(Number.isFinite(event.loss)).toBe(true)
  return modelFolder
}

/** What a model makes of twenty fresh traces, as numbers. */
async function conditionOn(backend: BackendName, folder: string): Promise<number[]> {
  await useBackend(backend)
  const { card, learner, weights } = await readModel(folder)
  const network = createTrainedNetwork(learner, card, weights, tensorflowEngine)
  const { traces } = createBatchSource(learner.prior, 20)(createRandom(9))
  const mixtures = network.condition(traces, 20)
  network.dispose()
  return mixtures.flatMap(({ weights, means, factors }) => [...weights, ...means, ...factors])
}

/** Expects the same of every backend, to 1e-4 of a number's size or of 1. */
async function expectAgreement(folder: string): Promise<void> {
  const reference = await conditionOn('cpu', folder)
  expect(Math.max(...reference)).toBeGreaterThan(0.5)
  for (const backend of backends) {
    const found = await conditionOn(backend, folder)
    const off = found.map((v, i) => Math.abs(v - reference[i]) / (1 + Math.abs(reference[i])))
    expect(found).toHaveLength(reference.length)
    expect(Math.max(...off)).toBeLessThan(1e-4)
  }
}

describe.each(names)('a model trained on %s', (name) => {
  it('says so and runs on the others, with the same numbers', async ({ skip }) => {
    skip(!backends.includes(name), `${name} TensorFlow is not here`)
    const folder = await trainOn(name)
    expect((await readModel(folder)).card.training.backend).toBe(name)
    await expectAgreement(folder)
  })
})

it('the shipped model gives the same numbers on every backend', () => expectAgreement('models/rudi-2022'))
