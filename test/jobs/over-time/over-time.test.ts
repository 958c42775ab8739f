import { describe, expect, it, vi } from 'vitest'
import { NagumoError } from '../../../src-main/contract/errors.ts'
import type { EstimateEvent, OverTimeEvent } from '../../../src-main/contract/estimates.ts'
import { fakeCompute } from '../../services/fake-compute.ts'
import { modelCard } from '../../services/fixtures.ts'
import { failureOf } from '../../services/workbench.ts'
import { collect, modelId, openLong, seriesOf } from './long-series.ts'

describe('estimates over time', () => {
  it('stream the plan, each window, then the series, which is in the library by then', async () => {
    const { client, recordingId } = await openLong()
    const events = await collect(await client.estimates.overTime({ recordingId, sweep: 1, modelId, seed: 7 }))
    const [plan] = events
    if (plan.type !== 'plan') throw new Error('no plan')
    const series = seriesOf(events)
    expect(plan).toMatchObject({ id: series.id, plan: { length: 40, step: 20 } })
    const windows = events.flatMap((event) => (event.type === 'window' ? [event.window] : []))
    expect(windows).toHaveLength(9)
    expect(windows[3]).toMatchObject({
      index: 3,
      window: { from: 60, to: 100 },
      outcome: 'estimated',
      level: 'caution',
      text: 'The model reproduces 9 of 10 spikes.',
    })
    expect(windows[3].features.map(({ name }) => name)).toContain('mean_frequency')
    expect(series).toMatchObject({
      recording: { id: recordingId, name: 'cell07.csv', sweep: 'v2', sweepIndex: 1, voltageUnit: 'none' },
      model: { id: modelId, name: 'Short traces', checksum: modelCard.checksum },
      seed: 7,
      complete: true,
      program: { version: '0.1.0', backend: 'native (libtensorflow 2.15.1)' },
      windows,
    })
    expect(series.parameters.map(({ name }) => name)).toEqual(['theta0', 'theta1', 'sigma', 'rho'])
    expect(series.changes.text[0]).toBe('No parameter changes by more than its uncertainty.')
    expect(series.changes.tested).toEqual([0, 2, 4, 6, 8])
    expect(await client.series.get({ id: series.id })).toEqual(series)
    expect(await client.series.list()).toEqual([
      expect.objectContaining({ id: series.id, done: 9, planned: 9, text: series.changes.text[0] }),
    ])
    // A series is no report.
    expect(await client.reports.list()).toEqual([])
  })

  it('take turns with other estimates, window by window', async () => {
    const gates: (() => void)[] = []
    const seeds: number[] = []
    const compute = fakeCompute({
      async *estimate(job) {
        seeds.push(job.seed)
        yield 'weighing'
        await new Promise<void>((go) => gates.push(go))
      },
    })
    const { client, recordingId } = await openLong(compute)
    const events: OverTimeEvent[] = []
    const series = (async () => {
      const request = { recordingId, sweep: 0, modelId, seed: 5 }
      for await (const event of await client.estimates.overTime(request)) events.push(event)
    })()
    await vi.waitFor(() => expect(gates.length).toBe(1))
    const single: EstimateEvent[] = []
    const one = (async () => {
      const window = { from: 0, to: 40 }
      const request = { recordingId, sweep: 0, modelId, seed: 7, window }
      for await (const event of await client.estimates.run(request)) single.push(event)
    })()
    await vi.waitFor(() => expect(single).toMatchObject([{ stage: 'waiting', ahead: 1 }]))
    gates[0]()
    await vi.waitFor(() => expect(gates.length).toBe(2))
    expect(seeds[1]).toBe(7)
    const texts = () => events.flatMap((event) => (event.type === 'stage' ? [event.text] : []))
    await vi.waitFor(() => expect(texts().at(-1)).toBe('window 2 of 9: queued, 1 estimate ahead'))
    gates[1]()
    await one
    for (let k = 2; k < 10; k++) {
      await vi.waitFor(() => expect(gates.length).toBe(k + 1))
      gates[k]()
    }
    await series
    expect(seriesOf(events).windows).toHaveLength(9)
  })

  it('say how far they are, and the time left once a window is done', async () => {
    const { client, recordingId } = await openLong()
    const events = await collect(await client.estimates.overTime({ recordingId, sweep: 0, modelId }))
    const stages = events.flatMap((event) => (event.type === 'stage' ? [event] : []))
    const progress = stages.map((stage) => stage.progress)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    expect(stages[0].secondsLeft).toBeNull()
    expect(stages.at(-1)!.secondsLeft).toBeGreaterThan(0)
    expect(stages.at(-1)!.text).toMatch(/^window 9 of 9: /)
  })

  it('put all windows to the model by one rescaling, and give the numbers of a single estimate', async () => {
    const { client, recordingId, compute } = await openLong()
    const conditioning = [{ kind: 'detrend' as const }]
    const request = { recordingId, sweep: 0, modelId, conditioning }
    const { windows, plan } = seriesOf(
      await collect(await client.estimates.overTime({ ...request, seed: 3, from: 50, step: 30 })),
    )
    expect(new Set(windows.map(({ seed }) => seed)).size).toBe(windows.length)
    const scales = compute.jobs.map(({ scale: { start: _, ...scale } }) => scale)
    expect(new Set(scales.map((scale) => JSON.stringify(scale))).size).toBe(1)
    const { window, seed } = windows[2]
    for await (const _ of await client.estimates.run({
      ...request,
      window,
      seed,
      rescaling: plan.rescaling,
    }));
    expect(compute.jobs.at(-1)).toEqual(compute.jobs[2])
  })

  it('come again the same from the same seed', async () => {
    const { client, recordingId, compute } = await openLong()
    const run = async (seed: number) =>
      collect(await client.estimates.overTime({ recordingId, sweep: 0, modelId, seed }))
    await run(5)
    const first = compute.jobs.splice(0)
    await run(5)
    expect(compute.jobs.splice(0)).toEqual(first)
    await run(6)
    expect(compute.jobs.map(({ seed }) => seed)).not.toEqual(first.map(({ seed }) => seed))
  })

  it('leave out a window that cannot be read, and say why', async () => {
    const { client, library, recordingId, compute } = await openLong()
    const samples = await library.recordings.samples(recordingId, 0)
    const { recordings } = library
    library.recordings = {
      ...recordings,
      samples: async () => samples.map((v, i) => (i >= 300 && i < 520 ? Number.NaN : v)),
    }
    const { windows, changes } = seriesOf(
      await collect(await client.estimates.overTime({ recordingId, sweep: 0, modelId })),
    )
    const left = windows.filter(({ outcome }) => outcome === 'leftOut')
    expect(left.map(({ index }) => index)).toEqual([3, 4])
    expect(left[0]).toMatchObject({
      level: null,
      parameters: [],
      features: [],
      text: expect.stringContaining('no samples'),
    })
    expect(compute.jobs).toHaveLength(7)
    expect(changes.text.at(-1)).toContain('2 left out')
  })

  it('go on after a window that no parameters come near', async () => {
    const compute = fakeCompute({
      async *estimate() {
        yield 'weighing'
        if (compute.jobs.length === 3) throw new NagumoError('COMPUTE_FAILED', 'No parameters come near.')
      },
    })
    const { client, recordingId } = await openLong(compute)
    const { windows, complete } = seriesOf(
      await collect(await client.estimates.overTime({ recordingId, sweep: 0, modelId })),
    )
    expect(complete).toBe(true)
    expect(windows[2]).toMatchObject({ outcome: 'leftOut', text: 'No parameters come near.' })
    expect(windows[2].features).not.toEqual([])
    expect(windows.filter(({ outcome }) => outcome === 'estimated')).toHaveLength(8)
  })

  it('end at a fault of the program, which is no answer about a window; what is done is kept', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const compute = fakeCompute({
      async *estimate() {
        yield 'weighing'
        if (compute.jobs.length === 3) throw new TypeError('x is undefined')
      },
    })
    const { client, library, recordingId } = await openLong(compute)
    const failure = await failureOf(
      (async () => {
        for await (const _ of await client.estimates.overTime({ recordingId, sweep: 0, modelId }));
      })(),
    )
    expect(failure.code).toBe('INTERNAL')
    expect(told).toHaveBeenCalled()
    told.mockRestore()
    const [{ id }] = (await library.series.list()).entries
    const { windows, complete } = await library.series.get(id)
    expect(complete).toBe(false)
    expect(windows.map(({ outcome }) => outcome)).toEqual(['estimated', 'estimated'])
  })

  it('that are ended give what is done, and keep it', async () => {
    const { client, recordingId } = await openLong()
    const events: OverTimeEvent[] = []
    let id = ''
    for await (const event of await client.estimates.overTime({ recordingId, sweep: 0, modelId })) {
      events.push(event)
      if (event.type === 'plan') id = event.id
      if (event.type === 'window' && event.window.index === 2) await client.estimates.endOverTime({ id })
    }
    const series = seriesOf(events)
    expect(series).toMatchObject({ id, complete: false })
    expect(series.windows).toHaveLength(3)
    expect(series.plan.windows).toHaveLength(9)
    expect(await client.series.get({ id })).toEqual(series)
    // It has ended: to end it again is nothing.
    await client.estimates.endOverTime({ id })
  })

  it('that are ended in the middle of a window keep those before', async () => {
    const endings: (() => Promise<void>)[] = []
    const compute = fakeCompute({
      async *estimate(_job, signal) {
        yield 'weighing'
        if (compute.jobs.length === 3) await endings[0]()
        signal?.throwIfAborted()
      },
    })
    const { client, recordingId } = await openLong(compute)
    const events: OverTimeEvent[] = []
    for await (const event of await client.estimates.overTime({ recordingId, sweep: 0, modelId })) {
      events.push(event)
      if (event.type === 'plan') endings.push(() => client.estimates.endOverTime({ id: event.id }))
    }
    expect(seriesOf(events).windows).toHaveLength(2)
  })

  it('whose listener goes away stop, and keep what is done', async () => {
    const { client, recordingId, compute } = await openLong()
    for await (const event of await client.estimates.overTime({ recordingId, sweep: 0, modelId })) {
      if (event.type === 'window' && event.window.index === 1) break
    }
    expect(compute.jobs).toHaveLength(2)
    const [entry] = await client.series.list()
    expect(entry).toMatchObject({ done: 2, planned: 9 })
  })

  it('that are cancelled before a window is done keep nothing', async () => {
    const stop = new AbortController()
    const compute = fakeCompute({
      async *estimate(_job, signal) {
        yield 'weighing'
        stop.abort()
        signal?.throwIfAborted()
      },
    })
    const { client, recordingId } = await openLong(compute)
    const request = { recordingId, sweep: 0, modelId }
    const stream = client.estimates.overTime(request, { signal: stop.signal })
    expect(await failureOf(stream.then(collect))).toMatchObject({ code: 'CANCELLED' })
    expect(await client.series.list()).toEqual([])
  })

  it('whose process dies say so, and keep what is done', async () => {
    const compute = fakeCompute({
      async *estimate() {
        yield 'weighing'
        if (compute.jobs.length === 4)
          throw new NagumoError('COMPUTE_DIED', 'The numerics stopped. Try again.')
      },
    })
    const { client, recordingId } = await openLong(compute)
    const stream = client.estimates.overTime({ recordingId, sweep: 0, modelId })
    expect(await failureOf(stream.then(collect))).toMatchObject({ code: 'COMPUTE_DIED' })
    expect(await client.series.list()).toMatchObject([{ done: 3, planned: 9 }])
  })

  it('of what is not there fail plainly, before anything is begun', async () => {
    const { client, recordingId } = await openLong()
    const codeOf = async (changes: object) =>
      (
        await failureOf(
          client.estimates.overTime({ recordingId, sweep: 0, modelId, ...changes }).then(collect),
        )
      ).code
    expect(await codeOf({ recordingId: 'none' })).toBe('NOT_FOUND')
    expect(await codeOf({ modelId: 'none' })).toBe('NOT_FOUND')
    expect(await codeOf({ from: 150, to: 180 })).toBe('WINDOW_TOO_SHORT')
    expect(await client.series.list()).toEqual([])
  })
})

describe('a kept series', () => {
  async function keptSeries() {
    const { client, recordingId } = await openLong()
    const events = await collect(await client.estimates.overTime({ recordingId, sweep: 0, modelId, seed: 1 }))
    return { client, series: seriesOf(events) }
  }

  it('is removed, and brought back', async () => {
    const { client, series } = await keptSeries()
    await client.series.remove({ id: series.id })
    expect(await client.series.list()).toEqual([])
    expect(await failureOf(client.series.get({ id: series.id }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await client.series.restore({ id: series.id })).toEqual(series)
  })

  it('is exported whole as JSON, and as CSV with a row for each window', async () => {
    const { client, series } = await keptSeries()
    const json = await client.series.export({ id: series.id, as: 'json' })
    expect(json.name).toMatch(/^cell07-v1-over-time-\d{8}-\d{6}-[0-9a-f]+\.json$/)
    expect(JSON.parse(await json.text())).toEqual(series)
    const csv = await client.series.export({ id: series.id, as: 'csv' })
    const [header, ...rows] = (await csv.text())
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','))
    expect(rows).toHaveLength(9)
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]))
    const cell = (row: number, name: string): string => rows[row][header.indexOf(name)]
    expect(cell(4, 'window')).toBe('5')
    expect(cell(4, 'from_ms')).toBe(String(series.windows[4].window.from))
    expect(cell(4, 'verdict')).toBe('caution')
    expect(cell(4, 'theta0_q50')).toBe('0.501')
    expect(cell(4, 'rho_q95')).toBe('3.52')
    expect(cell(4, 'seed')).toBe(String(series.windows[4].seed))
    expect(Number(cell(4, 'spike_count'))).toBe(
      series.windows[4].features.find(({ name }) => name === 'spike_count')!.value,
    )
  })
})
