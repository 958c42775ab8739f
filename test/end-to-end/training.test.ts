import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createCompute, trainingGraceMs } from '../../src-main/compute/process/client.ts'
import type { ComputeProcess } from '../../src-main/compute/process/compute.ts'
import { forkUnderNode } from '../../src-main/compute/process/fork-node.ts'
import type { Contract } from '../../src-main/contract/index.ts'
import type { TrainingRequest, TrainingRun } from '../../src-main/contract/trainings.ts'
import { createTrainingQueue } from '../../src-main/jobs/training/training-queue.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { createServices } from '../../src-main/services/index.ts'
import { batchesOf } from '../support/batches-of.ts'
import { oneProject } from '../support/one-project.ts'
import { patience } from '../support/patience.ts'
import { presetOn } from '../support/priors.ts'
import { numericsOf, root } from './programs.ts'

const batch = 256
const steps = 60
const tiny: TrainingRequest = {
  name: 'Tiny',
  description: '',
  // 40 ms are enough for spikes.
  prior: presetOn({ dt: 1, points: 40, substeps: 20 }),
  network: 'posterior-small',
  samples: steps * batch,
  seed: 5,
  earlyStopping: false,
  startFrom: null,
}

let home: string
const programs: ChildProcess[] = []
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nagumo-training-'))
  vi.stubEnv('NAGUMO_BACKEND', 'wasm')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const program of programs.splice(0)) program.kill('SIGKILL')
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
  const services = createServices({
    library,
    compute,
    queue,
    batches: batchesOf(library, compute),
    info,
    samplesFolder: 'none',
    projects: oneProject(''),
  })
  const client = createRouterClient(services)
  const { id } = await client.trainings.start(tiny)
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
})

/** The program itself, and a window's end of its door. */
async function launch() {
  const program = spawn(process.execPath, [join(root, 'out/main/host.cjs'), '--no-open'], {
    env: { ...process.env, NAGUMO_LIBRARY: join(home, 'library') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  programs.push(program)
  const said = await new Promise<string>((resolve, reject) => {
    let text = ''
    program.stdout.on('data', (chunk) => {
      text += chunk
      if (text.includes('#token=')) resolve(text)
    })
    program.on('exit', () => reject(new Error(`The program ended after saying: ${text}`)))
  })
  const address = new URL(/http:\S+/.exec(said)?.[0] as string)
  const token = address.hash.slice('#token='.length)
  const socket = new WebSocket(`ws://${address.host}/link`, ['nagumo', `token-${token}`], {
    origin: address.origin,
  })
  // Its end is the program's, which is killed here.
  socket.on('error', () => undefined)
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })
  const client: ContractRouterClient<Contract> = createORPCClient(link)
  return {
    client,
    numerics: () => numericsOf(program.pid ?? 0),
    async end(signal: NodeJS.Signals) {
      socket.close()
      program.kill(signal)
      await once(program, 'exit')
    },
  }
}

it('a program that is killed while it trains finds the run interrupted when it is started again', async () => {
  const first = await launch()
  const { id } = await first.client.trainings.start(tiny)
  for await (const [run] of await first.client.trainings.watch()) {
    if (run?.state === 'failed') throw new Error(run.error?.message)
    if (run?.loss.length >= 15) break
  }
  // One for estimates, which looked at the prior, and one that trains.
  const processes = first.numerics()
  expect(processes).toHaveLength(2)
  await first.end('SIGKILL')
  await vi.waitFor(() => expect(processes.filter(isAlive)).toEqual([]), patience)

  const second = await launch()
  const [interrupted] = await second.client.trainings.list()
  expect(interrupted).toMatchObject({ id, state: 'interrupted', error: null })
  expect(interrupted.loss.length).toBeGreaterThan(0)
  expect(second.numerics()).toEqual([])
  await second.client.trainings.resume({ id })
  await vi.waitFor(async () => {
    const [{ state, error }] = await second.client.trainings.list()
    expect(error).toBeNull()
    expect(state).toBe('done')
  }, patience)
  expect((await second.client.models.get({ id: 'tiny' })).training.loss).toHaveLength(steps)
  await second.end('SIGTERM')
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
