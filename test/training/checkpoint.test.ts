import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256Of } from '../../src-main/integrity/sha256.ts'
import { createRandom } from '../../src-main/model/random.ts'
import {
  type Checkpoint,
  readCheckpoint,
  removeCheckpoint,
  writeCheckpoint,
} from '../../src-main/training/checkpoint.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nagumo-checkpoint-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function example(size = 1000): Checkpoint {
  const random = createRandom(size)
  const numbers = () => Float32Array.from({ length: size }, random.normal)
  return {
    step: 42,
    seconds: 12.5,
    lossSum: 96.5,
    lossCount: 64,
    loss: [
      { samples: 256, loss: 1.5, validation: null, learningRate: 1e-4 },
      { samples: 512, loss: -0.25, validation: -0.125, learningRate: 2e-3 },
    ],
    ending: { from: 40, steps: 44 },
    pace: { from: 30, progress: 0.4, steps: 100 },
    best: null,
    normalization: {
      trace: { mean: 0.25, sd: 1.5 },
      statistics: { mean: [1, 2], sd: [3, 4] },
      target: { mean: [0, -1], sd: [1, 0.5] },
    },
    job: 'job “ä”',
    weights: numbers(),
    adam: { step: 41, first: numbers(), second: numbers() },
  }
}
const file = (): string => join(folder, 'checkpoint.bin')

describe('a checkpoint', () => {
  it('comes back as it was written, to the last bit', async () => {
    const written = example()
    await writeCheckpoint(folder, written)
    expect(await readCheckpoint(folder, written.job)).toEqual(written)
  })

  it('holds the best weights so far, where there are some', async () => {
    const written = {
      ...example(),
      ending: null,
      pace: null,
      best: { loss: -0.5, weights: example(1000).weights.map(Math.abs) },
    }
    await writeCheckpoint(folder, written)
    expect(await readCheckpoint(folder, written.job)).toEqual(written)
    await truncate(file(), (await readFile(file())).length - 4 * 1000)
    await expect(readCheckpoint(folder, written.job)).rejects.toMatchObject({ code: 'LIBRARY_DAMAGED' })
  })

  it('of arrays that are parts of larger ones holds those parts alone', async () => {
    const written = example(10)
    const large = Float32Array.from({ length: 30 }, (_, i) => i)
    written.weights = large.subarray(7, 17)
    await writeCheckpoint(folder, written)
    expect((await readCheckpoint(folder, written.job))?.weights).toEqual(large.slice(7, 17))
  })

  it('takes the place of the last one whole, and leaves nothing beside it', async () => {
    await writeCheckpoint(folder, example())
    const later = { ...example(1000), step: 99 }
    await writeCheckpoint(folder, later)
    expect((await readCheckpoint(folder, later.job))?.step).toBe(99)
    expect(await readdir(folder)).toEqual(['checkpoint.bin'])
  })

  it('makes its folder, and can be taken away with it', async () => {
    const inner = join(folder, 'a', 'b')
    await writeCheckpoint(inner, example())
    expect(await readCheckpoint(inner, example().job)).not.toBeNull()
    await removeCheckpoint(inner)
    expect(await readCheckpoint(inner, example().job)).toBeNull()
    await removeCheckpoint(inner)
  })

  it('of another job is not taken up', async () => {
    await writeCheckpoint(folder, example())
    expect(await readCheckpoint(folder, 'another')).toBeNull()
  })
})

describe('a file that is no whole checkpoint is not taken up, and said to be damaged', () => {
  const { job } = example()
  const refused = {
    code: 'LIBRARY_DAMAGED',
    message: expect.stringMatching(/checkpoint.*damaged.*checkpoint\.bin/),
  }

  it('none at all', async () => {
    expect(await readCheckpoint(join(folder, 'nowhere'), job)).toBeNull()
  })

  it('one cut off, at any place', async () => {
    await writeCheckpoint(folder, example(50))
    const whole = await readFile(file())
    for (const length of [0, 3, 4, 10, 200, whole.length / 2, whole.length - 4, whole.length - 1]) {
      await writeFile(file(), whole)
      await truncate(file(), Math.floor(length))
      await expect(readCheckpoint(folder, job)).rejects.toMatchObject(refused)
    }
  })

  it('one with more behind it', async () => {
    await writeCheckpoint(folder, example(50))
    await writeFile(file(), Buffer.concat([await readFile(file()), Buffer.alloc(4)]))
    await expect(readCheckpoint(folder, job)).rejects.toMatchObject(refused)
  })

  it('one with any bit of it changed, also for whom it is of another job', async () => {
    await writeCheckpoint(folder, example(5))
    const whole = await readFile(file())
    const random = createRandom(11)
    for (let k = 0; k < 500; k++) {
      const bit = Math.floor(random.uniform() * 8 * whole.length)
      const changed = Buffer.from(whole)
      changed[bit >> 3] ^= 1 << (bit & 7)
      await writeFile(file(), changed)
      await expect(readCheckpoint(folder, job), `bit ${bit}`).rejects.toMatchObject(refused)
      await expect(readCheckpoint(folder, 'another'), `bit ${bit}`).rejects.toMatchObject(refused)
    }
  })

  it('but one of an earlier program, which wrote no checksum, is', async () => {
    const written = example(5)
    await writeCheckpoint(folder, written)
    const whole = await readFile(file())
    await writeFile(
      file(),
      Buffer.from(whole.subarray(0, -32).toString('latin1').replace('"version":3', '"version":2'), 'latin1'),
    )
    expect(await readCheckpoint(folder, job)).toEqual(written)
  })

  it('and one of a newer program is left to that', async () => {
    const newer = framed({ format: 'nagumo-checkpoint', version: 4 })
    await writeFile(file(), Buffer.concat([newer, Buffer.from(sha256Of(newer), 'hex')]))
    expect(await readCheckpoint(folder, job)).toBeNull()
  })

  it.each([
    ['text', Buffer.from('a perfectly ordinary letter to a friend')],
    ['zeros', Buffer.alloc(1000)],
    ['a header longer than the file', Buffer.from([255, 255, 255, 255, 123, 125])],
    ['another header', framed({ format: 'nagumo-checkpoint', version: 3 })],
    ['a header of another program', framed({ hello: 'world' })],
    ['a header that is a list', framed([1, 2, 3])],
  ])('%s', async (_, bytes) => {
    await writeFile(file(), bytes)
    await expect(readCheckpoint(folder, job)).rejects.toMatchObject(refused)
  })
})

function framed(header: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  return Buffer.concat([length, json])
}
