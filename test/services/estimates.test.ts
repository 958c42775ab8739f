import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Conditioning } from '../../src-main/contract/conditioning.ts'
import { NagumoError } from '../../src-main/contract/errors.ts'
import type { EstimateEvent } from '../../src-main/contract/estimates.ts'
import { withSignal } from '../../src-main/rpc/with-signal.ts'
import { fakeCompute, simulatedSweeps } from './fake-compute.ts'
import { estimateResult, modelCard, writeModelFolder } from './fixtures.ts'
import { csv, failureOf, openTestWorkbench } from './workbench.ts'

type Workbench = Awaited<ReturnType<typeof openTestWorkbench>>
const modelId = modelCard.id

async function collect(stream: AsyncIterable<EstimateEvent>): Promise<EstimateEvent[]> {
  const events: EstimateEvent[] = []
  for await (const event of stream) events.push(event)
  return events
}

async function estimate(
  { client }: Workbench,
  options: { signal?: AbortSignal; seed?: number; sweep?: number; conditioning?: Conditioning } = {},
) {
  const { id } = await client.recordings.import({ file: csv() })
  const { signal, seed, sweep = 0, conditioning } = options
  return {
    id,
    events: collect(
      await client.estimates.run({ recordingId: id, sweep, modelId, conditioning, seed }, withSignal(signal)),
    ),
  }
}

describe('an estimate', () => {
  it('streams its stages, then the report, which is in the library by then', async () => {
    const compute = fakeCompute()
    const workbench = await openTestWorkbench(compute)
    const { id, events } = await estimate(workbench, { seed: 7, sweep: 1 })
    const all = await events
    expect(all.map((event) => (event.type === 'stage' ? event.stage : event.type))).toEqual([
      'reading',
      'loading',
      'weighing',
      'keeping',
      'report',
    ])
    const last = all.at(-1)
    if (last?.type !== 'report') throw new Error('no report')
    expect(last.report).toMatchObject({
      ...estimateResult(),
      recording: { id, name: 'cell07.csv', sweep: 'v2', sweepIndex: 1, voltageUnit: 'none' },
      model: { id: modelId, name: modelCard.name, checksum: modelCard.checksum },
      seed: 7,
      program: { version: '0.1.0', backend: 'native (libtensorflow 2.15.1)' },
    })
    const { client } = workbench
    expect(await client.reports.get({ id: last.report.id })).toEqual(last.report)
    expect((await client.reports.list()).map((entry) => entry.id)).toEqual([last.report.id])
  })

  it('hands the heavy process the trace on the grid and how it was rescaled', async () => {
    const compute = fakeCompute()
    const workbench = await openTestWorkbench(compute)
    await (await estimate(workbench, { seed: 7 })).events
    expect(compute.jobs).toEqual([
      {
        trace: [...simulatedSweeps().slice(0, 1000)],
        modelFolder: await workbench.library.models.folderOf(modelId),
        seed: 7,
        scale: { offset: 0, gain: 1, timeScale: 1, start: 0 },
        voltageUnit: null,
        recordedSpikes: null,
        notes: [],
        rescalingParameters: 0,
      },
    ])
  })

  it('conditions the trace first, says so in the report, and does the same again from what it says', async () => {
    const compute = fakeCompute()
    const workbench = await openTestWorkbench(compute)
    const conditioning: Conditioning = [{ kind: 'detrend' }, { kind: 'lowpass', cutoff: 800 }]
    const last = (await (await estimate(workbench, { conditioning })).events).at(-1)
    if (last?.type !== 'report') throw new Error('no report')
    const { recording } = last.report
    expect(recording.conditioning).toEqual(conditioning)
    expect(recording.steps.slice(0, 2)).toEqual([
      expect.stringContaining('straight line'),
      expect.stringContaining('Low-pass at 800 Hz'),
    ])
    const [job] = compute.jobs
    expect(job.trace).not.toEqual([...simulatedSweeps().slice(0, 1000)])
    expect(job.recordedSpikes).not.toBeNull()
    const { window, rescaling } = recording
    const { client } = workbench
    const again = { recordingId: recording.id!, sweep: recording.sweepIndex, modelId, window, rescaling }
    await collect(
      await client.estimates.run({ ...again, conditioning: recording.conditioning, seed: last.report.seed }),
    )
    expect(compute.jobs[1]).toEqual(job)
  })

  it('by a model that was refined for one trace says so of any other', async () => {
    const compute = fakeCompute()
    const workbench = await openTestWorkbench(compute)
    const { client, library } = workbench
    const { id: recordingId } = await client.recordings.import({ file: csv() })
    const run = async (modelId: string, sweep: number): Promise<EstimateEvent | undefined> =>
      (await collect(await client.estimates.run({ recordingId, sweep, modelId }))).at(-1)
    const first = await run(modelId, 0)
    if (first?.type !== 'report') throw new Error('no report')
    const { name, sweep, window } = first.report.recording
    const focus = { recording: name, recordingId, sweep, window, basedOn: 'Rudi 2022' }
    const models = join(library.folder, 'models')
    const refined = async (id: string, changes: Partial<typeof focus>) => {
      await writeModelFolder(models, { id, name: id, focus: { ...focus, ...changes } })
      return id
    }
    const notesOf = async (id: string, sweepIndex = 0): Promise<string[]> => {
      await run(id, sweepIndex)
      return compute.jobs.at(-1)!.notes.map(({ check, level }) => `${check} ${level}`)
    }
    expect(await notesOf(await refined('its-own', {}))).toEqual([])
    const other = ['focus caution']
    expect(await notesOf('its-own', 1)).toEqual(other)
    expect(await notesOf(await refined('namesake', { recordingId: 'another-file' }))).toEqual(other)
    const later = { from: window.from + 10, to: window.to + 10 }
    expect(await notesOf(await refined('later', { window: later }))).toEqual(other)
  })

  it('of a recording whose rate nobody has said tells so', async () => {
    const compute = fakeCompute()
    const { client, library } = await openTestWorkbench(compute)
    const { id } = await client.recordings.import({ file: csv() })
    await library.recordings.update(id, ({ reading, ...rest }) => ({
      ...rest,
      reading: {
        ...reading,
        rate: 5000,
        doubts: [{ code: 'RATE_UNKNOWN', about: 'rate', text: 'What is the sampling rate?' }],
      },
    }))
    await collect(await client.estimates.run({ recordingId: id, sweep: 0, modelId }))
    expect(compute.jobs[0].notes).toMatchObject([
      {
        check: 'rate',
        level: 'caution',
        cause: 'recording',
        text: expect.stringMatching(/5000 were assumed/),
      },
    ])
  })

  it('draws a seed where none is given, and says which', async () => {
    const compute = fakeCompute()
    const workbench = await openTestWorkbench(compute)
    const seeds: number[] = []
    for (let k = 0; k < 3; k++) {
      const last = (await (await estimate(workbench)).events).at(-1)
      if (last?.type === 'report') seeds.push(last.report.seed)
    }
    expect(seeds).toEqual(compute.jobs.map((job) => job.seed))
    expect(new Set(seeds).size).toBe(3)
  })

  it('that is cancelled ends, keeps nothing, and reaches the heavy process', async () => {
    const stop = new AbortController()
    let reached = false
    const compute = fakeCompute({
      async *estimate(_job, signal) {
        yield 'weighing, round 1'
        stop.abort()
        reached = signal?.aborted ?? false
        signal?.throwIfAborted()
      },
    })
    const workbench = await openTestWorkbench(compute)
    const { events } = await estimate(workbench, { signal: stop.signal })
    expect(await failureOf(events)).toMatchObject({ code: 'CANCELLED' })
    expect(reached).toBe(true)
    expect(await workbench.client.reports.list()).toEqual([])
  })

  it('that is cancelled just before the end keeps nothing', async () => {
    const stop = new AbortController()
    const compute = fakeCompute({
      async *estimate() {
        yield 'the last round'
        stop.abort()
      },
    })
    const workbench = await openTestWorkbench(compute)
    const { events } = await estimate(workbench, { signal: stop.signal })
    expect(await failureOf(events)).toMatchObject({ code: 'CANCELLED' })
    expect(await workbench.client.reports.list()).toEqual([])
  })

  it('whose listener goes away stops the work', async () => {
    let ended = false
    const compute = fakeCompute({
      async *estimate() {
        try {
          for (;;) yield 'weighing'
        } finally {
          ended = true
        }
      },
    })
    const { client } = await openTestWorkbench(compute)
    const { id } = await client.recordings.import({ file: csv() })
    for await (const event of await client.estimates.run({ recordingId: id, sweep: 0, modelId })) {
      if (event.type === 'stage' && event.stage === 'weighing') break
    }
    expect(ended).toBe(true)
  })

  it('whose process dies says so, leaves the library whole, and the next one works', async () => {
    let dies = true
    const compute = fakeCompute({
      async *estimate() {
        yield 'weighing'
        if (dies) throw new NagumoError('COMPUTE_DIED', 'The numerics stopped. Try again.')
      },
    })
    const workbench = await openTestWorkbench(compute)
    const { id, events } = await estimate(workbench)
    expect(await failureOf(events)).toEqual({
      code: 'COMPUTE_DIED',
      message: 'The numerics stopped. Try again.',
    })
    const { client } = workbench
    expect((await client.recordings.list()).map((recording) => recording.id)).toEqual([id])
    expect(await client.reports.list()).toEqual([])
    expect((await workbench.files()).sort()).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      'recording.json',
      'samples.bin',
    ])

    dies = false
    const again = await collect(await client.estimates.run({ recordingId: id, sweep: 0, modelId }))
    expect(again.at(-1)?.type).toBe('report')
  })

  it('of what is not there, or is damaged, fails plainly', async () => {
    const { client, library } = await openTestWorkbench()
    const { id } = await client.recordings.import({ file: csv() })
    const run = async (recordingId: string, sweep: number, model: string) =>
      failureOf(collect(await client.estimates.run({ recordingId, sweep, modelId: model })))
    expect(await run('none', 0, modelId)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await run(id, 2, modelId)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await run(id, 0, 'none')).toMatchObject({ code: 'NOT_FOUND' })
    await rm(join(library.folder, 'recordings', id, 'samples.bin'))
    expect(await run(id, 0, modelId)).toMatchObject({ code: 'LIBRARY_DAMAGED' })
  })

  it('two at a time do not mix', async () => {
    const workbench = await openTestWorkbench()
    const [a, b] = await Promise.all([estimate(workbench, { seed: 1 }), estimate(workbench, { seed: 2 })])
    const reports = [(await a.events).at(-1), (await b.events).at(-1)]
    expect(
      reports.map((last) => last?.type === 'report' && [last.report.recording.id, last.report.seed]),
    ).toEqual([
      [a.id, 1],
      [b.id, 2],
    ])
  })
})
