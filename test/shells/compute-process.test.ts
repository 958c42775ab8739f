import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createCompute } from '../../src-main/compute/process/client.ts'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import { forkUnderNode } from '../../src-main/compute/process/fork-node.ts'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { withSignal } from '../../src-main/rpc/with-signal.ts'
import { buildScript } from './build-script.ts'

const graceMs = 300
let built: Awaited<ReturnType<typeof buildScript>>
let compute: Compute
const open: Compute[] = []

beforeAll(async () => {
  built = await buildScript(fileURLToPath(new URL('./fixtures/compute-child.ts', import.meta.url)))
})
afterAll(() => built.remove())
afterEach(async () => {
  await Promise.all(open.splice(0).map((c) => c.close()))
})

function start(fork = forkUnderNode(built.script), patience: { silenceMs?: number } = {}): Compute {
  compute = createCompute(fork, { graceMs, ...patience })
  open.push(compute)
  return compute
}

/** Process id and number of streams cleaned up. */
async function look(): Promise<{ pid: number; cleanedUp: number }> {
  const [pid, cleanedUp] = (await compute.client().backend()).why.split(' ').map(Number)
  return { pid, cleanedUp }
}

const file = (name: string) => ({ path: '/data/cell.csv', name, samplesFile: '/tmp/none' })
const job = (name: string) => ({
  prior: rudi2022,
  network: 'n',
  id: 'x',
  name,
  description: '',
  samples: 10,
  seed: 1,
  runFolder: '',
  modelFolder: '',
  command: '',
  earlyStopping: false,
  startFrom: null,
  resume: false,
  finish: false,
})

async function failureOf(work: Promise<unknown>): Promise<NagumoError> {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(NagumoError)
  return error as NagumoError
}

/** Reads a stream to its end; `after` runs once `count` events are there. */
async function drain(name: string, signal?: AbortSignal, count = 1, after = () => {}): Promise<number> {
  let seen = 0
  for await (const _ of await compute.client().train(job(name), withSignal(signal)))
    if (++seen === count) after()
  return seen
}

describe('the heavy process', () => {
  it('starts once and answers', async () => {
    start()
    const first = await look()
    expect(first.pid).not.toBe(process.pid)
    expect((await look()).pid).toBe(first.pid)
  })

  it('streams to the end', async () => {
    start()
    expect(await drain('three')).toBe(3)
  })

  it('carries an answer of 10 MB', async () => {
    start()
    const { sweeps } = await compute.client().readFile(file('large'))
    expect(sweeps[0].name.length).toBe(10_000_000)
  })

  it('hands over the failures of calls and streams with their code', async () => {
    start()
    const empty = await failureOf(compute.client().readFile(file('throws')))
    expect([empty.code, empty.message]).toEqual(['FILE_EMPTY', '/data/cell.csv is empty.'])
    const unexpected = await failureOf(compute.client().readFile(file('breaks')))
    expect(unexpected.code).toBe('INTERNAL')
    expect(unexpected.message).not.toContain('detail')
    const stream = await compute.client().estimate({
      trace: [1],
      modelFolder: 'x',
      seed: 1,
      scale: { offset: 0, gain: 1, timeScale: 1, start: 0 },
      voltageUnit: null,
      recordedSpikes: null,
      notes: [],
      rescalingParameters: 0,
    })
    expect((await stream.next()).value).toMatchObject({ type: 'stage' })
    expect((await failureOf(stream.next())).code).toBe('MODEL_DAMAGED')
  })
})

describe('a process that dies', () => {
  it('fails a running call, which is not repeated, and the next one starts another process', async () => {
    const fork = vi.fn(forkUnderNode(built.script))
    start(fork)
    const { pid } = await look()
    const died = await failureOf(compute.client().warm({ modelFolder: '' }))
    expect(died.code).toBe('COMPUTE_DIED')
    expect(died.message).toContain('SIGABRT')
    expect(fork).toHaveBeenCalledTimes(1)
    expect((await look()).pid).not.toBe(pid)
  })

  it('because its heap is full is told as that, with what to do, and the next call is answered', async () => {
    const fork = forkUnderNode(built.script)
    start(() => fork({ NODE_OPTIONS: '--max-old-space-size=30' }))
    const { pid } = await look()
    const died = await failureOf(drain('hoard'))
    expect(died).toMatchObject({
      code: 'COMPUTE_DIED',
      message:
        'The calculation stopped before it was finished: memory ran out. No saved data were changed. Before you start it again, close other programs or choose a smaller job (a shorter recording or window, a smaller network).',
    })
    expect((await look()).pid).not.toBe(pid)
  })

  it('costs nothing that it never received: another process is asked', async () => {
    start()
    const { pid } = await look()
    process.kill(pid, 'SIGKILL')
    // Its end is not known here yet.
    const [next, seen] = await Promise.all([look(), drain('three')])
    expect(next.pid).not.toBe(pid)
    expect(seen).toBe(3)
  })

  it('fails a stream and the calls beside it', async () => {
    start()
    const beside = failureOf(compute.client().readFile(file('waits')))
    const stream = failureOf(drain('crash'))
    expect((await stream).code).toBe('COMPUTE_DIED')
    expect((await beside).code).toBe('COMPUTE_DIED')
  })

  it('is told where the program is not there', async () => {
    compute = createCompute(forkUnderNode(`${built.script}.missing`))
    open.push(compute)
    expect((await failureOf(compute.client().backend())).code).toBe('COMPUTE_DIED')
  })
})

describe('cancelling', () => {
  it('ends a call, and the process goes on', async () => {
    start()
    const { pid } = await look()
    const stop = new AbortController()
    const call = failureOf(compute.client().readFile(file('waits'), { signal: stop.signal }))
    setTimeout(() => stop.abort(), 50)
    expect((await call).code).toBe('CANCELLED')
    expect((await look()).pid).toBe(pid)
  })

  it('ends a stream and lets it clean up before the next call', async () => {
    start()
    const { pid } = await look()
    const stop = new AbortController()
    const stream = failureOf(drain('forever', stop.signal, 2, () => stop.abort()))
    expect((await stream).code).toBe('CANCELLED')
    expect(await look()).toEqual({ pid, cleanedUp: 1 })
  })

  it('leaving a stream early ends the work', async () => {
    start()
    for await (const _ of await compute.client().train(job('forever'))) break
    expect((await look()).cleanedUp).toBe(1)
  })

  it.each(['hang', 'deaf'])('kills a process whose work does not end (%s)', async (name) => {
    start()
    const { pid } = await look()
    const stop = new AbortController()
    let aborted = Number.POSITIVE_INFINITY
    const abort = () => {
      aborted = performance.now()
      stop.abort()
    }
    const stream = failureOf(drain(name, stop.signal, 3, () => setTimeout(abort, 50)))
    expect((await stream).code).toBe('CANCELLED')
    expect((await look()).pid).not.toBe(pid)
    // Timers may fire a little early.
    expect(performance.now() - aborted).toBeGreaterThan(graceMs - 50)
  })

  it('does not cost the calculations beside it, however slow the process is', async () => {
    start()
    const stop = new AbortController()
    const others = Array.from({ length: 5 }, () => drain('slow'))
    const cancelled = failureOf(drain('slow', stop.signal, 1, () => stop.abort()))
    expect((await cancelled).code).toBe('CANCELLED')
    expect(await Promise.all(others)).toEqual([5, 5, 5, 5, 5])
  })

  it('of work that does not end waits for the calculations beside it', async () => {
    start()
    const { pid } = await look()
    const stop = new AbortController()
    const beside = drain('slow')
    const deaf = failureOf(drain('deaf', stop.signal, 3, () => setTimeout(() => stop.abort(), 20)))
    expect((await deaf).code).toBe('CANCELLED')
    const later = drain('slow')
    expect([await beside, await later]).toEqual([5, 5])
    expect((await look()).pid).not.toBe(pid)
  })

  it('kills a process that has not answered for long, with what hangs beside it', async () => {
    start(forkUnderNode(built.script), { silenceMs: 1200 })
    const { pid } = await look()
    const stop = new AbortController()
    const beside = failureOf(compute.client().readFile(file('waits')))
    const hangs = failureOf(drain('hang', stop.signal, 3, () => setTimeout(() => stop.abort(), 20)))
    expect((await hangs).code).toBe('CANCELLED')
    const died = await beside
    expect([died.code, died.message]).toEqual(['COMPUTE_DIED', expect.stringContaining('did not answer')])
    expect((await look()).pid).not.toBe(pid)
  })

  it('reaches its call however soon it comes', async () => {
    start()
    const { pid } = await look()
    for (let ticks = 0; ticks < 40; ticks++) {
      const [stop, stopStream] = [new AbortController(), new AbortController()]
      const call = failureOf(compute.client().readFile(file('waits'), { signal: stop.signal }))
      const stream = failureOf(drain('forever', stopStream.signal))
      for (let i = 0; i < ticks; i++) await null
      stop.abort()
      stopStream.abort()
      expect([(await call).code, (await stream).code]).toEqual(['CANCELLED', 'CANCELLED'])
      expect((await look()).pid).toBe(pid)
    }
  })

  it('reaches a process that is not up yet', async () => {
    let forks = 0
    const fork = forkUnderNode(built.script)
    start(() => {
      forks++
      return fork()
    })
    const stop = new AbortController()
    const stream = failureOf(drain('forever', stop.signal))
    const kept = drain('three')
    await vi.waitFor(() => expect(forks).toBe(1))
    stop.abort()
    expect((await stream).code).toBe('CANCELLED')
    expect(await kept).toBe(3)
    await look()
    expect(forks).toBe(1)
  })

  it('does not start anything for a signal that was aborted before', async () => {
    start()
    const call = compute.client().backend(undefined, { signal: AbortSignal.abort() })
    expect((await failureOf(call)).code).toBe('CANCELLED')
  })
})

it('closing lets aborted work clean up first', async () => {
  start()
  const stop = new AbortController()
  const began = performance.now()
  const stream = failureOf(drain('deaf', stop.signal, 3, () => setTimeout(() => stop.abort(), 20)))
  expect((await stream).code).toBe('CANCELLED')
  await compute.close()
  expect(performance.now() - began).toBeGreaterThan(graceMs)
})

it('closing ends running work and starts nothing new', async () => {
  start()
  const stream = failureOf(drain('forever', undefined, 2, () => void compute.close()))
  expect((await stream).code).toBe('CANCELLED')
  expect((await failureOf(compute.client().backend())).code).toBe('CANCELLED')
})
