import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { NagumoError } from '../../../src-main/contract/errors.ts'
import type { OverTimeEvent } from '../../../src-main/contract/estimates.ts'
import type { Series } from '../../../src-main/contract/series.ts'
import { createServices } from '../../../src-main/services/index.ts'
import { fakeCompute } from '../../services/fake-compute.ts'
import { writeModelFolder } from '../../services/fixtures.ts'
import { failureOf } from '../../services/workbench.ts'
import { batchesOf } from '../../support/batches-of.ts'
import { oneProject } from '../../support/one-project.ts'
import { patience } from '../../support/patience.ts'
import { presetOn } from '../../support/priors.ts'
import { collect, modelId, openLong, seriesOf } from './long-series.ts'

/** What is the same in two runs: all but the clock and the name. */
function withoutClock(series: Series) {
  const { id: _, createdAt: __, seconds: ___, ...rest } = series
  return { ...rest, windows: rest.windows.map(({ seconds: ____, ...window }) => window) }
}

/** A series of which so many windows are done when it is stopped. */
async function stopped(windows: number) {
  const bench = await openLong()
  const { client, recordingId } = bench
  const request = { recordingId, sweep: 1, modelId, seed: 7 }
  let id = ''
  const events: OverTimeEvent[] = []
  for await (const event of await client.estimates.overTime(request)) {
    events.push(event)
    if (event.type === 'plan') id = event.id
    if (event.type === 'window' && event.window.index === windows - 1)
      await client.estimates.endOverTime({ id })
  }
  return { ...bench, request, id, series: seriesOf(events) }
}

describe('a series that was stopped', () => {
  it('goes on behind the windows that are done, and is the same to the last bit', async () => {
    const { client, request, id, series, compute, library } = await stopped(4)
    expect(series.complete).toBe(false)
    const asked = compute.jobs.length
    const done = series.windows.length
    const events = await collect(await client.estimates.continueOverTime({ id }))
    const whole = seriesOf(events)
    // Only those that were left.
    expect(compute.jobs.length - asked).toBe(9 - done)
    expect(events[0]).toMatchObject({ type: 'plan', id })
    expect(events.flatMap((event) => (event.type === 'window' ? [event.window.index] : []))).toEqual(
      Array.from({ length: 9 }, (_, k) => k),
    )
    expect(whole).toMatchObject({ id, complete: true })
    expect(whole.windows.slice(0, done)).toEqual(series.windows)
    const seeds = compute.jobs.map(({ seed }) => seed)
    const at = compute.jobs.length
    const straight = seriesOf(await collect(await client.estimates.overTime(request)))
    expect(withoutClock(whole)).toEqual(withoutClock(straight))
    expect(compute.jobs.slice(at).map(({ seed }) => seed)).toEqual([
      ...seeds.slice(0, done),
      ...seeds.slice(asked),
    ])
    // One line in the list, of the whole.
    expect(await client.series.get({ id })).toEqual(whole)
    expect((await client.series.list()).filter((entry) => entry.id === id)).toMatchObject([
      { done: 9, planned: 9 },
    ])
    expect(await readdir(join(library.folder, 'series-under-way'))).toEqual([])
    expect((await failureOf(collect(await client.estimates.continueOverTime({ id })))).message).toContain(
      'is complete',
    )
  })

  it('is refused in words where the model or the recording has changed', async () => {
    const { client, id, library, recordingId } = await stopped(3)
    const before = await client.series.get({ id })
    const models = join(library.folder, 'models')
    const prior = presetOn({ points: 200 })
    await library.recordings.update(recordingId, (recording) => ({ ...recording, samplingInterval: 0.4 }))
    const recording = await failureOf(collect(await client.estimates.continueOverTime({ id })))
    expect(recording).toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('the recording has changed'),
    })
    await library.recordings.update(recordingId, (r) => ({ ...r, samplingInterval: 0.2 }))
    const weights = await readFile(join(models, modelId, 'weights.bin'))
    await writeModelFolder(models, { id: modelId, name: 'Short traces', prior, checksum: 'f'.repeat(64) })
    await writeFile(join(models, modelId, 'weights.bin'), weights)
    const model = await failureOf(collect(await client.estimates.continueOverTime({ id })))
    expect(model).toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('the model “Short traces”'),
    })
    await client.recordings.remove({ id: recordingId })
    expect((await failureOf(collect(await client.estimates.continueOverTime({ id })))).code).toBe('NOT_FOUND')
    expect(await client.series.get({ id })).toEqual(before)
  })
})

describe('a series whose program dies', () => {
  /** As far as the n-th window, then silence: the process is not there to clean up. */
  async function dead(windows: number, lives = false) {
    let hang: () => void = () => {}
    const compute = fakeCompute({
      async *estimate() {
        yield 'weighing'
        if (compute.jobs.length > windows) await new Promise<void>((resolve) => (hang = resolve))
      },
    })
    const bench = await openLong(compute)
    const { client, recordingId, library } = bench
    const stream = await client.estimates.overTime({ recordingId, sweep: 1, modelId, seed: 7 })
    let id = ''
    void collect(
      (async function* () {
        for await (const event of stream) {
          if (event.type === 'plan') id = event.id
          yield event
        }
      })(),
    ).catch(() => undefined)
    const lines = join(library.folder, 'series-under-way')
    await expect
      .poll(async () => {
        const text = await readFile(join(lines, id || 'none', 'windows.jsonl'), 'utf8').catch(() => null)
        return text === null ? null : text.split('\n').length - 1
      }, patience)
      .toBe(windows)
    if (lives) return { ...bench, id, lines, hang }
    // A lock of a process that is gone.
    const path = join(lines, id, 'lock.json')
    const lock = JSON.parse(await readFile(path, 'utf8'))
    await writeFile(path, JSON.stringify({ ...lock, pid: 2 ** 22 + 1, token: 'gone' }))
    return { ...bench, id, lines, hang }
  }

  /** The same library, opened by the program when it is started again. */
  function reopened({ library, queue, info }: Awaited<ReturnType<typeof openLong>>, compute = fakeCompute()) {
    const services = createServices({
      library,
      compute,
      queue,
      batches: batchesOf(library, compute),
      info,
      samplesFolder: 'none',
      projects: oneProject(''),
    })
    return createRouterClient(services)
  }

  it('is in the list with what was done, interrupted, and goes on', async () => {
    const bench = await dead(5)
    const client = reopened(bench)
    const { id, lines } = bench
    expect(await client.series.list()).toMatchObject([{ id, done: 5, planned: 9 }])
    const left = await client.series.get({ id })
    expect(left).toMatchObject({ complete: false, interrupted: true })
    expect(left.windows.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4])
    expect(left.parameters.map(({ name }) => name)).toEqual(['theta0', 'theta1', 'sigma', 'rho'])
    expect(await readdir(lines)).toEqual([])
    const whole = seriesOf(await collect(await client.estimates.continueOverTime({ id })))
    expect(whole).toMatchObject({ id, complete: true })
    expect(whole.interrupted).toBeUndefined()
    const { recordingId } = bench
    const straight = await collect(
      await client.estimates.overTime({ recordingId, sweep: 1, modelId, seed: 7 }),
    )
    expect(withoutClock(whole)).toEqual(withoutClock(seriesOf(straight)))
  })

  it('in the middle of writing a window loses that one', async () => {
    const bench = await dead(3)
    const { id, lines } = bench
    const path = join(lines, id, 'windows.jsonl')
    const { length } = await readFile(path)
    await truncate(path, length - 10)
    const client = reopened(bench)
    expect(await client.series.list()).toMatchObject([{ id, done: 2, planned: 9 }])
  })

  it('before any window was done leaves nothing', async () => {
    const bench = await dead(0)
    const client = reopened(bench)
    expect(await client.series.list()).toEqual([])
    expect(await readdir(bench.lines)).toEqual([])
  })

  it('while it lives is nobody else’s', async () => {
    const bench = await dead(2, true)
    const { lines, id } = bench
    const client = reopened(bench)
    expect(await client.series.list()).toEqual([])
    expect(await readdir(lines)).toEqual([id])
  })

  it('that fails on its way is kept as far as it came, and can be continued', async () => {
    let fails = true
    const compute = fakeCompute({
      async *estimate() {
        yield 'weighing'
        if (fails && compute.jobs.length > 4)
          throw new NagumoError('COMPUTE_DIED', 'The calculation broke off.')
      },
    })
    const { client, recordingId } = await openLong(compute)
    const failed = collect(await client.estimates.overTime({ recordingId, sweep: 0, modelId, seed: 3 }))
    expect((await failureOf(failed)).code).toBe('COMPUTE_DIED')
    const [{ id, done }] = await client.series.list()
    expect(done).toBe(4)
    fails = false
    const whole = seriesOf(await collect(await client.estimates.continueOverTime({ id })))
    expect(whole.complete).toBe(true)
  })
})
