import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TrainJob } from '../../src-main/contract/compute.ts'
import type { TrainEvent } from '../../src-main/contract/trainings.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { readModel } from '../../src-main/library/model-format/model-files.ts'
import { checkpointTime } from '../../src-main/training/checkpoint.ts'
import { requireSpace, requireSpaceFor, spaceFor } from '../../src-main/training/disk-space.ts'
import { usualKeeping } from '../../src-main/training/keeping.ts'
import { train } from '../../src-main/training/train.ts'
import { presetOn } from '../support/priors.ts'
import { startBackends, useBackend } from '../support/tensorflow.ts'
import { trainJob } from '../support/training.ts'

let home: string
beforeAll(async () => {
  await startBackends()
  await useBackend('wasm')
})
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nagumo-full-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const job = (change: Partial<TrainJob> = {}): TrainJob =>
  trainJob(home, { prior: presetOn({ points: 40 }), network: 'rudi-dense', samples: 60, ...change })

/** A disk that is full for the writes that a test says. */
function fillingDisk() {
  const disk = { full: false, refused: 0 }
  const refuse = () => {
    if (!disk.full) return
    disk.refused++
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', path: home })
  }
  const keeping: typeof usualKeeping = {
    async writeCheckpoint(...args) {
      refuse()
      await usualKeeping.writeCheckpoint(...args)
    },
    async writeModel(...args) {
      refuse()
      return usualKeeping.writeModel(...args)
    },
    againAfter: 0.05,
  }
  return { disk, keeping }
}

describe('a training on a disk that fills', () => {
  it('waits with its model until there is room again, and says so; it is the same model', async () => {
    const { disk, keeping } = fillingDisk()
    const events: TrainEvent[] = []
    for await (const event of train(job(), { engine: tensorflowEngine, keeping })) {
      events.push(event)
      if (event.samples > 1000) disk.full = true
      if (events.filter(({ stage }) => stage === 'keeping').length === 3) break
    }
    expect(events.at(-1)).toMatchObject({
      stage: 'keeping',
      problem: expect.stringContaining('disk is full'),
    })
    expect(disk.refused).toBeGreaterThan(3)
    // It was left there by its reader, so nothing of it is on the disk; the next one waits it out.
    disk.full = false
    const again: TrainEvent[] = []
    for await (const event of train(job(), { engine: tensorflowEngine, keeping })) {
      again.push(event)
      if (event.samples > 1000 && again.every(({ stage }) => stage !== 'keeping')) disk.full = true
      if (event.stage === 'keeping') disk.full = false
    }
    expect(again.map(({ stage }) => stage)).toContain('keeping')
    expect(again.at(-1)).toMatchObject({ stage: 'kept' })
    const kept = await readModel(job().modelFolder)
    const plain = job({ modelFolder: join(home, 'plain'), runFolder: join(home, 'plain-run') })
    for await (const _ of train(plain, { engine: tensorflowEngine })) void 0
    expect(kept.weights).toEqual((await readModel(plain.modelFolder)).weights)
  })

  it('that is stopped while it waits ends, and the checkpoint of before is whole', async () => {
    const { disk, keeping } = fillingDisk()
    for await (const { samples } of train(job(), { engine: tensorflowEngine, keeping }))
      if (samples > 3000) break
    const bytes = await readFile(join(job().runFolder, 'checkpoint.bin'))
    const stop = new AbortController()
    disk.full = true
    const run = async () => {
      for await (const { stage } of train(job({ resume: true }), {
        engine: tensorflowEngine,
        keeping,
        signal: stop.signal,
      })) {
        if (stage === 'keeping') stop.abort()
      }
    }
    await expect(run()).rejects.toMatchObject({ name: 'AbortError' })
    expect(await readFile(join(job().runFolder, 'checkpoint.bin'))).toEqual(bytes)
    expect(await readdir(job().runFolder)).toEqual(['checkpoint.bin'])

    disk.full = false
    let last: TrainEvent | undefined
    for await (const event of train(job({ resume: true }), { engine: tensorflowEngine, keeping }))
      last = event
    expect(last?.stage).toBe('kept')
  })

  it('writes its checkpoint while it waits, as soon as that is possible', async () => {
    const { disk, keeping } = fillingDisk()
    let checkpointThere = false
    let waits = 0
    const models: typeof keeping = {
      ...keeping,
      async writeModel(...args) {
        if (!checkpointThere) throw Object.assign(new Error('no'), { code: 'ENOSPC' })
        return usualKeeping.writeModel(...args)
      },
    }
    for await (const { stage, samples } of train(job(), { engine: tensorflowEngine, keeping: models })) {
      if (samples > 1000 && waits === 0) disk.full = true
      if (stage === 'keeping' && ++waits === 2) disk.full = false
      checkpointThere = (await checkpointTime(job().runFolder)) !== null
    }
    expect(waits).toBeGreaterThan(2)
  })

  it('never takes the place of a model that came to be there meanwhile', async () => {
    const of = job()
    let folder: string | undefined
    for await (const event of train(of, { engine: tensorflowEngine })) {
      if (event.samples > 1000 && event.stage === 'training') {
        await mkdir(of.modelFolder, { recursive: true })
        await writeFile(join(of.modelFolder, 'card.json'), 'of another')
      }
      folder = event.folder ?? folder
    }
    expect(await readdir(of.modelFolder)).toEqual(['card.json'])
    expect(folder).toBe(`${of.modelFolder}-2`)
    expect((await readModel(`${of.modelFolder}-2`)).card.id).toBe('a-model-2')
  })

  it('or whose library is taken away: nothing is begun anew in its place', async () => {
    const library = join(home, 'library')
    await mkdir(library)
    const of = job({ home: library, runFolder: join(library, 'run'), modelFolder: join(library, 'model') })
    let last: TrainEvent | undefined
    const problems = new Set<string | undefined>()
    for await (const event of train(of, {
      engine: tensorflowEngine,
      keeping: { ...usualKeeping, againAfter: 0.05 },
    })) {
      if (event.samples > 1000 && last?.stage !== 'keeping' && event.stage !== 'keeping')
        await rename(library, join(home, 'elsewhere')).catch(() => undefined)
      if (event.stage === 'keeping') {
        problems.add(event.problem)
        expect(await readdir(home)).not.toContain('library')
        await rename(join(home, 'elsewhere'), library)
      }
      last = event
    }
    expect([...problems][0]).toContain('no longer exists')
    expect(last?.stage).toBe('kept')
    expect((await readModel(of.modelFolder)).card.name).toBe(of.name)
  })
})

describe('room on the disk', () => {
  const megabytes = (n: number) => async () => n * 1e6

  it('is asked for before a training begins, with the folder and the numbers', async () => {
    const need = { name: 'Mine', folder: '/data/nagumo', bytes: 12.34e6 }
    await requireSpace(need, megabytes(13))
    await requireSpace(need, async () => null)
    await expect(requireSpace(need, megabytes(3))).rejects.toMatchObject({
      code: 'LIBRARY_UNWRITABLE',
      message: expect.stringMatching(/“Mine”.* 12 MB in \/data\/nagumo.* 3 MB are free/),
    })
  })

  it('need not be free for the checkpoint that is there already', async () => {
    const weights = 1e6
    const need = spaceFor(weights, { earlyStopping: false })
    expect(need).toBeGreaterThan(2 * 12e6 + 4e6)
    expect(spaceFor(weights, { earlyStopping: true })).toBe(need + 8e6)
    await expect(requireSpaceFor(job(), weights, megabytes(25))).rejects.toMatchObject({
      code: 'LIBRARY_UNWRITABLE',
    })
    await mkdir(job().runFolder)
    await writeFile(join(job().runFolder, 'checkpoint.bin'), new Uint8Array(12e6))
    await requireSpaceFor(job(), weights, megabytes(25))
  })
})
