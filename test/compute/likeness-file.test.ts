import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLikenessFile } from '../../src-main/compute/likeness-file.ts'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'
import { type LikenessFit, likenessTo } from '../../src-main/inference/checks/training-likeness.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { createTrainedNetwork } from '../../src-main/inference/network/trained-network.ts'
import { readModel } from '../../src-main/library/model-format/read-model.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { temporaryHome, writeSmallModel } from '../support/stored-model.ts'

let cache: string
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'nagumo-likeness-'))
  vi.stubEnv('XDG_CACHE_HOME', cache)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(cache, { recursive: true, force: true })
})

const folder = () => join(cache, 'nagumo/training-likeness')
const path = () => join(folder(), readdirSync(folder())[0])

async function smallModel() {
  await loadTensorflow()
  const { home, remove } = await temporaryHome()
  const model = await readModel((await writeSmallModel(home, { id: 'small', seed: 3 })).folder)
  await remove()
  const { card, learner, weights } = model
  /** Each is a network of its own, as another program has it. */
  const network = () => createTrainedNetwork(learner, card, weights, tensorflowEngine)
  return { card, prior: learner.prior, network }
}

describe('how traces are compared with a model’s training simulations', () => {
  it('is found out once, and judges the same by what was kept', async () => {
    const { card, prior, network } = await smallModel()
    const { traces } = createBatchSource(prior, 1)(createRandom(9))
    const store = createLikenessFile(card, 'wasm')
    const kept = vi.spyOn(store, 'keep')
    const first = likenessTo(prior, network(), store)(traces)
    const second = likenessTo(prior, network(), store)(traces)
    expect(kept).toHaveBeenCalledTimes(1)
    expect(second).toEqual(first)
    expect(likenessTo(prior, network())(traces)).toEqual(first)
  })

  it('is read back number by number, and by nobody else’s model, backend or damaged file', async () => {
    const { card } = await smallModel()
    const { keep, read } = createLikenessFile(card, 'wasm')
    expect(read()).toBeNull()
    keep(fit)
    expect(read()).toEqual(fit)
    expect(createLikenessFile(card, 'tensorflow').read()).toBeNull()
    expect(createLikenessFile({ ...card, checksum: 'ab'.repeat(32) }, 'wasm').read()).toBeNull()

    const bytes = readFileSync(path())
    for (const damaged of [bytes.subarray(0, 200), flipped(bytes, 60), Buffer.from('{}')]) {
      writeFileSync(path(), damaged)
      expect(read()).toBeNull()
    }
    keep(fit)
    expect(read()).toEqual(fit)
  })

  it('is found out again where what was kept is of other statistics or another network', async () => {
    const { prior, network } = await smallModel()
    const { traces } = createBatchSource(prior, 1)(createRandom(9))
    const own: { fit: LikenessFit | null } = { fit: null }
    const judged = likenessTo(prior, network(), {
      read: () => null,
      keep: (found) => {
        own.fit = found
      },
    })(traces)
    if (!own.fit) throw new Error('nothing was kept')
    for (const other of [
      { ...own.fit, trace: part, lowest: part.means, highest: part.means },
      { ...own.fit, network: part },
    ]) {
      const keep = vi.fn()
      expect(likenessTo(prior, network(), { read: () => other, keep })(traces)).toEqual(judged)
      expect(keep).toHaveBeenCalledWith(own.fit)
    }
  })

  it('is found out again where it can’t be kept', async () => {
    const { card } = await smallModel()
    writeFileSync(join(cache, 'nagumo'), 'a file in place of the folder')
    const { keep, read } = createLikenessFile(card, 'wasm')
    keep(fit)
    expect(read()).toBeNull()
  })

  it('is kept for the last twenty models', async () => {
    const { card } = await smallModel()
    for (let k = 0; k < 23; k++) createLikenessFile({ ...card, name: `model ${k}` }, 'wasm').keep(fit)
    expect(readdirSync(folder())).toHaveLength(20)
  })
})

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes)
  changed[at] = changed[at] === 65 ? 66 : 65
  return changed
}

const part = {
  means: new Float64Array([0.1, -2]),
  sds: new Float64Array([1e-9, 3]),
  factor: new Float64Array([1, 0, 0.5, 1 / 3]),
  points: new Float64Array([1, 2, 3, 4, 5, 6]),
  limit: 0.7,
}
const fit: LikenessFit = {
  trace: part,
  network: { ...part, limit: 1 / 7 },
  lowest: new Float64Array([-1, -5]),
  highest: new Float64Array([1, 5]),
}
