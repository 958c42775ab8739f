import { AsyncLocalStorage } from 'node:async_hooks'
import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, it, vi } from 'vitest'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import { createComputeRouter } from '../../src-main/compute/router.ts'
import type { TrainingRequest } from '../../src-main/contract/trainings.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { createTrainingQueue, type TrainingQueue } from '../../src-main/jobs/training/training-queue.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { isLocked } from '../../src-main/library/lock.ts'
import { train } from '../../src-main/training/train.ts'
import { patience } from '../support/patience.ts'
import { presetOn } from '../support/priors.ts'
import { startBackends, useBackend } from '../support/tensorflow.ts'
import { trainingRun } from '../support/training-run.ts'
import { temporaryFolder } from './fixtures.ts'

/** A program that is killed at its n-th change of the disk: from there on it changes nothing any more. */
interface Program {
  changes: string[]
  killedAt: number
}

const programs = vi.hoisted(() => ({ current: null as AsyncLocalStorage<Program> | null }))

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  type Call = (...args: never[]) => Promise<unknown>
  const guarded = (name: string, call: Call, half: (...args: never[]) => Promise<unknown>): Call => {
    return async (...args) => {
      const program = programs.current?.getStore()
      if (!program) return call(...args)
      const at = program.changes.push(`${name} ${String(args[0])}`)
      if (at < program.killedAt) return call(...args)
      if (at === program.killedAt) await half(...args).catch(() => undefined)
      throw new Error(`killed at ${name}`)
    }
  }
  const nothing = async () => undefined
  const writeHalf = (async (path: string, data: string | Uint8Array) =>
    real.writeFile(path, data.slice(0, data.length >> 1))) as unknown as Call
  const openOnly = (async (path: string, flag: string) =>
    (await real.open(path, flag)).close()) as unknown as Call
  const open = guarded('open', real.open as unknown as Call, openOnly)
  return {
    ...real,
    rename: guarded('rename', real.rename as unknown as Call, nothing),
    rm: guarded('rm', real.rm as unknown as Call, nothing),
    mkdir: guarded('mkdir', real.mkdir as unknown as Call, nothing),
    writeFile: guarded('writeFile', real.writeFile as unknown as Call, writeHalf),
    open: (...args: never[]) =>
      /^[wa]/.test(String(args[1])) ? open(...args) : (real.open as Call)(...args),
  }
})
programs.current = new AsyncLocalStorage<Program>()

const request: TrainingRequest = {
  name: 'Tiny',
  description: '',
  prior: presetOn({ points: 40 }),
  network: 'rudi-dense',
  samples: 20,
  seed: 7,
  earlyStopping: false,
  startFrom: null,
}

function inProcess(): Compute {
  const client = createRouterClient(createComputeRouter())
  return { client: () => client, close: async () => undefined }
}

async function openAt(folder: string) {
  const library = await openLibrary(folder, join(folder, 'none'))
  const queue = createTrainingQueue(library, inProcess, 'in a test')
  return { library, queue }
}

async function stateOf(queue: TrainingQueue) {
  const [run] = await queue.list()
  return run?.state
}

describe('a training that is killed between its last step and its model', () => {
  async function copyOf(folder: string): Promise<string> {
    const copy = await temporaryFolder()
    await cp(folder, copy, { recursive: true })
    return copy
  }

  /** A library with a run that has taken its last step, and the weights that its model has. */
  async function prepare() {
    vi.stubEnv('NAGUMO_BACKEND', 'wasm')
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const template = await temporaryFolder()
    const { library } = await openAt(template)
    const id = 'tiny-1'
    await library.runs.keep(trainingRun(id, { request }))
    const { checkpoint: runFolder, model: modelFolder } = await library.runs.placesOf(id)
    const job = {
      ...request,
      id,
      startFrom: null,
      runFolder,
      modelFolder,
      command: '',
      resume: false,
      finish: false,
    }
    await startBackends()
    await useBackend('wasm')
    for await (const { stage } of train(job, { engine: tensorflowEngine })) if (stage === 'measuring') break
    expect(await library.runs.hasCheckpoint(id)).toBe(true)
    const whole = await copyOf(template)
    const straight = await openAt(whole)
    await straight.queue.resume(id)
    await vi.waitFor(async () => expect(await stateOf(straight.queue)).toBe('done'), patience)
    const weights = await readFile(join(whole, 'models', 'tiny', 'weights.bin'))
    return { template, id, weights }
  }

  /** Resumes the run in a program that is killed at its n-th change of the disk. @returns what it did */
  async function killedAt(killedAt: number, folder: string, id: string): Promise<string[]> {
    const program: Program = { changes: [], killedAt }
    await programs.current!.run(program, async () => {
      const { queue } = await openAt(folder)
      await queue.resume(id).catch(() => undefined)
      await vi.waitFor(async () => {
        const state = await stateOf(queue)
        expect(state).not.toBe('training')
        expect(state).not.toBe('waiting')
      }, patience)
      await queue.close()
    })
    return program.changes
  }

  it('at whatever change of the disk: it goes on to the same model, once, and nothing is left over', async () => {
    const { template, id, weights } = await prepare()
    const all = await killedAt(Number.POSITIVE_INFINITY, await copyOf(template), id)
    expect(all.length).toBeGreaterThan(15)
    for (let k = 1; k <= all.length; k++) {
      const at = `killed at change ${k}: ${all[k - 1]}`
      const folder = await copyOf(template)
      await killedAt(k, folder, id)
      const { library, queue } = await openAt(folder)
      expect(
        (await queue.list()).map((run) => run.id),
        at,
      ).toEqual([id])
      if ((await stateOf(queue)) !== 'done') await queue.resume(id)
      await vi.waitFor(async () => expect(await stateOf(queue), at).toBe('done'), patience)
      const [run] = await queue.list()
      expect(run.modelId, at).toBe('tiny')
      const { entries, damaged } = await library.models.list()
      expect([entries.map((model) => model.id), damaged], at).toEqual([['tiny'], []])
      expect((await readFile(join(folder, 'models', 'tiny', 'weights.bin'))).equals(weights), at).toBe(true)
      await queue.close()
      await openLibrary(folder, join(folder, 'none'))
      expect(await readdir(join(folder, 'models')), at).toEqual(['tiny'])
      // The locks of a program that is gone are nobody's.
      expect(await isLocked(join(folder, 'runs', id)), at).toBe(false)
      const left = (await readdir(join(folder, 'runs', id))).filter((name) => !/^lock(\.json)?$/.test(name))
      expect(left.sort(), at).toEqual(['release.json', 'run.json'])
      expect(await readdir(join(folder, 'temporary')).catch(() => []), at).toEqual([])
    }
  })
})
