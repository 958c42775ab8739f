import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createCompute, trainingGraceMs } from '../../src-main/compute/process/client.ts'
import type { ComputeProcess } from '../../src-main/compute/process/compute.ts'
import { forkUnderNode } from '../../src-main/compute/process/fork-node.ts'
import type { TrainingRun } from '../../src-main/contract/trainings.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { createServices } from '../../src-main/services/index.ts'
import { createTrainingQueue } from '../../src-main/services/training-queue.ts'
import { presetOn } from '../support/priors.ts'
import { root } from './programs.ts'

const batch = 256
const steps = 60
/** Seconds on a free machine. */
const patience = { timeout: 240_000, interval: 20 }

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nagumo-training-'))
  vi.stubEnv('NAGUMO_BACKEND', 'wasm')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(home, { recursive: true, force: true })
})

/** The services over a library of their own and the built process, and the processes that train. */
async function open(name: string) {
  const fork = forkUnderNode(join(root, 'out/main/compute.cjs'))
  const processes: ComputeProcess[] = []
  const library = await openLibrary(join(home, name), join(root, 'models'))
  const compute = createCompute(fork)
  const trainer = () =>
    createCompute(
      () => {
        const process = fork()
        processes.push(process)
        return process
      },
      { graceMs: trainingGraceMs },
    )
  const queue = createTrainingQueue(library, trainer, 'in a test')
  const info = { version: '0', shell: 'browser', platform: 'linux', cores: 1, libraryFolder: '' } as const
  const services = createServices({ library, compute, queue, info, samplesFolder: 'none' })
  const client = createRouterClient(services)
  const { id } = await client.trainings.start({
    name: 'Tiny',
    description: '',
    // 40 ms are enough for spikes.
    prior: presetOn({ dt: 1, points: 40, substeps: 20 }),
    network: 'posterior-small',
    samples: steps * batch,
    seed: 5,
    earlyStopping: false,
    startFrom: null,
  })
  const find = async () => (await client.trainings.list())[0]
  return {
    id,
    client,
    processes,
    until: (holds: (run: TrainingRun) => boolean) =>
      vi.waitFor(async () => {
        const run = await find()
        if (run.state === 'failed') throw new Error(run.error?.message)
        if (!holds(run)) throw new Error(`${run.state} at ${run.progress?.samples}`)
        return run
      }, patience),
    checkpoint: () => readdir(join(home, name, 'runs', id, 'checkpoint')),
    model: () => client.models.get({ id: 'tiny' }),
    close: () => Promise.all([queue.close(), compute.close()]),
  }
}

it('a training that is paused, and whose process is killed, takes the course of one that was let alone', async () => {
  const whole = await open('whole')
  await whole.until(({ state }) => state === 'done')
  const expected = (await whole.model()).training.loss
  expect(whole.processes).toHaveLength(1)
  await whole.close()

  const broken = await open('broken')
  await broken.until(({ loss }) => loss.length >= 5)
  await broken.client.trainings.pause({ id: broken.id })
  expect(await broken.checkpoint()).toEqual(['checkpoint.bin'])
  const paused = await broken.until(({ state }) => state === 'paused')
  await broken.client.trainings.resume({ id: broken.id })
  await broken.until(({ loss }) => loss.length >= paused.loss.length + 5)
  // As by kill -9.
  broken.processes[1].kill()
  const done = await broken.until(({ state }) => state === 'done')
  expect(broken.processes).toHaveLength(3)
  await broken.close()

  const { training } = await openLibrary(join(home, 'broken'), join(root, 'models')).then(({ models }) =>
    models.get(done.modelId as string),
  )
  expect(expected).toHaveLength(steps)
  expect(training.loss.map(({ samples }) => samples)).toEqual(expected.map(({ samples }) => samples))
  training.loss.forEach((point, k) => {
    expect(Math.abs(point.loss - expected[k].loss)).toBeLessThan(1e-6)
    expect(Math.abs((point.validation as number) - (expected[k].validation as number))).toBeLessThan(1e-6)
  })
  expect(done.loss).toEqual(training.loss)
}, 600_000)
