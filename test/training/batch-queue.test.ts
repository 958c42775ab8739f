import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allocateBatch } from '../../src-main/inference/network/batch.ts'
import { networkCatalogue } from '../../src-main/inference/network/catalogue/networks.ts'
import { createLearner } from '../../src-main/inference/network/learner.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchQueue, type QueueSettings } from '../../src-main/training/batch-queue.ts'
import { createBatchFiller, normalizationOf } from '../../src-main/training/training-data.ts'
import { presetOn } from '../support/priors.ts'
import { freshData } from '../support/training.ts'

const file = presetOn({ points: 90 })
const prior = createPrior(file)
const learner = createLearner(prior, networkCatalogue.posterior.spec)
const data = freshData(32, 5)
const settings: QueueSettings = {
  ...data,
  prior: file,
  normalization: normalizationOf(learner, data, createRandom(1)),
  first: 2,
}

function traceOf(index: number): Float32Array {
  const batch = allocateBatch(learner, data.recipe.batch)
  createBatchFiller(learner, data, settings.normalization)(index, batch)
  return batch.inputs[0]
}

let folder: string
let create: typeof createBatchQueue

beforeAll(async () => {
  // Built as the program is, so that the queue finds its worker beside itself.
  folder = await mkdtemp(join(tmpdir(), 'nagumo-queue-'))
  const source = (name: string): string =>
    fileURLToPath(new URL(`../../src-main/training/${name}.ts`, import.meta.url))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      rolldownOptions: {
        input: { queue: source('batch-queue'), 'batch-worker': source('batch-worker') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  })
  create = createRequire(import.meta.url)(join(folder, 'queue.cjs')).createBatchQueue
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the queue of batches', () => {
  it('without its worker beside it makes them on demand, in order, from the index wanted', async () => {
    const queue = createBatchQueue(learner, settings)
    expect(queue.threads).toBe(0)
    for (const index of [2, 3, 4]) expect((await queue.next()).inputs[0]).toEqual(traceOf(index))
    await queue.close()
  })

  it('with it has them made ahead by a thread: the same ones, none skipped or twice', async () => {
    const queue = create(learner, settings)
    expect(queue.threads).toBe(1)
    // Three times round the slots; a slow reader and a quick one.
    for (let index = 2; index < 14; index++) {
      if (index % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      expect(Array.from((await queue.next()).inputs[0])).toEqual(Array.from(traceOf(index)))
    }
    await queue.close()
  })

  it('has more threads made by and by where the reader waits, and the same batches in the same order', async () => {
    const queue = create(learner, settings, 3)
    for (let index = 2; index < 162; index++) {
      const { inputs } = await queue.next()
      if (index % 13 === 0) expect(Array.from(inputs[0])).toEqual(Array.from(traceOf(index)))
    }
    expect(queue.threads).toBeGreaterThan(1)
    expect(queue.threads).toBeLessThanOrEqual(3)
    await queue.close()
  })

  it('with a worker that fails says so, rather than wait for ever', async () => {
    const broken = { ...settings.normalization, target: undefined as never }
    const queue = create(learner, { ...settings, normalization: broken })
    await expect(queue.next()).rejects.toThrow()
    await queue.close()
  })
})
