import { rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createModelCache } from '../../src-main/compute/model-cache.ts'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'
import { temporaryHome, writeSmallModel } from '../support/stored-model.ts'

/** More models than are kept ready. */
const count = 7
let home: string
let remove: () => Promise<void>
const folders: string[] = []

beforeAll(async () => {
  await loadTensorflow()
  ;({ home, remove } = await temporaryHome())
  for (let k = 0; k < count; k++)
    folders.push((await writeSmallModel(home, { id: `model-${k}`, seed: k })).folder)
})
afterAll(() => remove())

const tensors = () => tf.memory().numTensors

/** What one model takes. */
async function tensorsOfOne(): Promise<number> {
  const before = tensors()
  const { release } = await createModelCache().lease(folders[0])
  release()
  return tensors() - before
}

describe('the model cache', () => {
  it('loads a model once for all that ask for it at once', async () => {
    const one = await tensorsOfOne()
    const before = tensors()
    const cache = createModelCache()
    const leases = await Promise.all(folders.slice(0, 1).concat(folders[0], folders[0]).map(cache.lease))
    expect(new Set(leases.map(({ model }) => model)).size).toBe(1)
    expect(tensors() - before).toBe(one)
    for (const { release } of leases) release()
  })

  it('keeps a model whole while it is used, however many others are loaded', async () => {
    const one = await tensorsOfOne()
    const before = tensors()
    const cache = createModelCache()
    const used = await cache.lease(folders[0])
    for (const folder of folders.slice(1)) (await cache.lease(folder)).release()
    const { prior, network } = used.model
    expect(network.outputs(new Float32Array(prior.grid.points), 1).length).toBeGreaterThan(0)
    used.release()
    await expect.poll(() => (tensors() - before) / one).toBe(4)
  })

  it('gives back what is too many once it is not used any more', async () => {
    const one = await tensorsOfOne()
    const before = tensors()
    const cache = createModelCache()
    const leases = await Promise.all(folders.map(cache.lease))
    expect((tensors() - before) / one).toBe(count)
    for (const { release } of leases) release()
    await expect.poll(() => (tensors() - before) / one).toBe(4)
  })

  it('loads a changed model anew, and the old one goes with its last user', async () => {
    const one = await tensorsOfOne()
    const before = tensors()
    const cache = createModelCache()
    const old = await cache.lease(folders[1])
    await utimes(join(folders[1], 'card.json'), 1, 1)
    const [a, b] = await Promise.all([cache.lease(folders[1]), cache.lease(folders[1])])
    expect([a.model === b.model, a.model === old.model]).toEqual([true, false])
    old.model.network.outputs(new Float32Array(old.model.prior.grid.points), 1)
    for (const { release } of [old, a, b]) release()
    await expect.poll(() => (tensors() - before) / one).toBe(1)
  })

  it('tries again where a model could not be loaded', async () => {
    const before = tensors()
    const { folder } = await writeSmallModel(home, { id: 'late' })
    const cache = createModelCache()
    await rm(folder, { recursive: true })
    await expect(cache.lease(folder)).rejects.toMatchObject({ code: 'MODEL_DAMAGED' })
    expect(tensors()).toBe(before)
    await writeSmallModel(home, { id: 'late' })
    ;(await cache.lease(folder)).release()
  })
})
