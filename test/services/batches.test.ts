import { cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BatchEntry, BatchRequest, BatchRow } from '../../src-main/contract/batches.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { resultOf } from '../cli/batch-files.ts'
import { type Behaviour, fakeCompute } from './fake-compute.ts'
import { modelsFolder, temporaryFolder } from './fixtures.ts'
import { csv, failureOf, openTestWorkbench, openWorkbenchOn } from './workbench.ts'

type Bench = Awaited<ReturnType<typeof openTestWorkbench>>
const computing = (behaviour: Partial<Behaviour> = {}) => fakeCompute({ result: resultOf, ...behaviour })

/** A library of so many recordings, of two sweeps each. */
async function libraryOf(count: number, compute = computing()) {
  const bench = await openTestWorkbench(compute)
  const ids: string[] = []
  for (let k = 0; k < count; k++) {
    const file = csv(`cell${String(k + 1).padStart(2, '0')}.csv`, `time,v1,v2\n0,0,${k}\n`)
    ids.push((await bench.client.recordings.import({ file })).id)
  }
  const request: BatchRequest = {
    recordingIds: ids,
    sweeps: null,
    windows: [{ window: null, conditioning: [] }],
    modelId: null,
    noise: null,
    crossCheck: false,
    seed: 5,
  }
  return { ...bench, compute, request }
}

const entryIn = async ({ batches }: Pick<Bench, 'batches'>, id: string): Promise<BatchEntry> => {
  const found = (await batches.list()).entries.find((one) => one.id === id)
  if (!found) throw new Error(`no batch ${id}`)
  return found
}
const untilState = (bench: Pick<Bench, 'batches'>, id: string, state: BatchEntry['state']) =>
  expect.poll(async () => (await entryIn(bench, id)).state).toBe(state)

/** All rows that a window is sent, until nothing more comes. */
async function rowsOf({ client }: Pick<Bench, 'client'>, id: string): Promise<BatchRow[]> {
  const rows: BatchRow[] = []
  for await (const some of await client.batches.rows({ id })) rows.push(...some)
  return rows
}
const table = async ({ client }: Pick<Bench, 'client'>, id: string) =>
  (await client.batches.table({ id })).text()

/** A compute whose estimates wait, from the one of that number on, until they are let go. */
function held(from: number) {
  let begun = 0
  let go = () => {}
  const open = new Promise<void>((resolve) => {
    go = resolve
  })
  const compute = computing({
    async *estimate(_, signal) {
      begun++
      yield 'weighing'
      if (begun < from) return
      await Promise.race([
        open,
        new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true })),
      ])
      signal?.throwIfAborted()
    },
  })
  return { compute, go: () => go() }
}

describe('a batch of recordings of the library', () => {
  it('estimates every sweep, gives its rows, its table and its reports, and is listed as done', async () => {
    const bench = await libraryOf(3)
    const begun = await bench.client.batches.begin(bench.request)
    expect(begun).toMatchObject({ recordings: 3, total: 6, models: ['Rudi 2022'], seed: 5 })
    const rows = await rowsOf(bench, begun.id)
    expect(rows.map(({ item }) => `${item.path} ${item.sweep}`).sort()).toEqual(
      ['cell01.csv', 'cell02.csv', 'cell03.csv'].flatMap((name) => [`${name} v1`, `${name} v2`]),
    )
    await untilState(bench, begun.id, 'done')
    expect(await entryIn(bench, begun.id)).toMatchObject({ done: 6, failed: 0, again: 0, cores: 0 })
    const lines = (await table(bench, begun.id)).trim().split('\r\n')
    expect(lines[0]).toMatch(/^recording,file_sha256,sweep,.*verdict,theta0_median/)
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(
      ['cell01.csv', 'cell02.csv', 'cell03.csv'].flatMap((name) => [name, name]),
    )
    const [{ item, parameters }] = rows
    const report = await bench.client.batches.report({ id: begun.id, item: item.id })
    expect(report.recording).toMatchObject({ name: item.path, id: expect.any(String) })
    expect(report.parameters[0].posterior).toEqual(parameters[0].posterior)
    // It is among the reports once it is kept there, and only once.
    expect(await bench.client.reports.list()).toEqual([])
    for (let k = 0; k < 2; k++) await bench.client.batches.keepReport({ id: begun.id, item: item.id })
    expect((await bench.client.reports.list()).map(({ id }) => id)).toEqual([report.id])
  })

  it('takes the sweeps and windows that are asked for', async () => {
    const bench = await libraryOf(2)
    const windows = [0, 20].map((from) => ({ window: { from, to: from + 150 }, conditioning: [] }))
    const { id, total } = await bench.client.batches.begin({ ...bench.request, sweeps: ['v2'], windows })
    expect(total).toBe(4)
    const rows = await rowsOf(bench, id)
    expect(rows.map(({ item }) => `${item.sweep} ${item.window?.from}`).sort()).toEqual([
      'v2 0',
      'v2 0',
      'v2 20',
      'v2 20',
    ])
  })

  it('has the same numbers with one process and with two', async () => {
    const one = await libraryOf(4)
    const tables: string[] = []
    for (const cores of [1, 2]) {
      const { id } = await one.client.batches.begin({ ...one.request, cores })
      await untilState(one, id, 'done')
      tables.push(await table(one, id))
    }
    expect(tables[1]).toBe(tables[0])
    expect(tables[0].trim().split('\r\n')).toHaveLength(9)
  })

  it('lists what fails and goes on: five recordings of nine are damaged or gone', async () => {
    const bench = await libraryOf(9)
    const { folder, recordings } = bench.library
    const broken = bench.request.recordingIds.slice(2, 7)
    for (const id of broken.slice(0, 3)) {
      const names = await readdir(join(folder, 'recordings', id))
      await truncate(join(folder, 'recordings', id, names.find((name) => name.endsWith('.bin')) ?? ''), 100)
    }
    await writeFile(join(folder, 'recordings', broken[3], 'recording.json'), '{')
    await recordings.remove(broken[4])
    const { id } = await bench.client.batches.begin(bench.request)
    const rows = await rowsOf(bench, id)
    const failed = rows.filter(({ error }) => error)
    // Two sweeps of each whose samples are damaged; one line for each that is not known.
    expect([rows.length - failed.length, failed.length]).toEqual([8, 8])
    for (const { error, verdict, parameters } of failed)
      expect([error?.message, verdict, parameters]).toEqual([expect.stringMatching(/./), null, []])
    await untilState(bench, id, 'done')
    expect(await entryIn(bench, id)).toMatchObject({ failed: 8 })
  })

  it('is paused and resumed', async () => {
    const { compute, go } = held(3)
    const bench = await libraryOf(4, compute)
    const { id } = await bench.client.batches.begin({ ...bench.request, cores: 1 })
    await expect.poll(async () => (await entryIn(bench, id)).done).toBe(2)
    await bench.client.batches.pause({ id })
    expect((await entryIn(bench, id)).state).toBe('paused')
    go()
    // What was at work ends; nothing new begins.
    await expect.poll(async () => (await entryIn(bench, id)).done).toBe(3)
    await new Promise((resolve) => setImmediate(resolve))
    expect(compute.jobs).toHaveLength(3)
    await bench.client.batches.resume({ id })
    await untilState(bench, id, 'done')
    expect(compute.jobs).toHaveLength(8)
  })

  it('is cancelled, keeps what is done, and goes on to the same table', async () => {
    const { compute } = held(4)
    const bench = await libraryOf(3, compute)
    const { id } = await bench.client.batches.begin({ ...bench.request, cores: 1 })
    await expect.poll(async () => (await entryIn(bench, id)).done).toBe(3)
    await bench.client.batches.cancel({ id })
    expect(await entryIn(bench, id)).toMatchObject({ state: 'interrupted', done: 3, error: null })
    const next = openWorkbenchOn(bench.library, computing())
    await next.client.batches.goOn({ id })
    await untilState(next, id, 'done')
    const { id: straight } = await next.client.batches.begin(bench.request)
    await untilState(next, straight, 'done')
    expect(await table(next, id)).toBe(await table(next, straight))
  })

  it('waits for another one that is at work', async () => {
    const { compute, go } = held(1)
    const bench = await libraryOf(1, compute)
    const first = await bench.client.batches.begin(bench.request)
    const second = await bench.client.batches.begin({ ...bench.request, seed: 6 })
    await untilState(bench, first.id, 'running')
    expect((await entryIn(bench, second.id)).state).toBe('waiting')
    go()
    await untilState(bench, second.id, 'done')
  })

  it('is removed with its reports, and comes back', async () => {
    const bench = await libraryOf(1)
    const { id } = await bench.client.batches.begin(bench.request)
    await untilState(bench, id, 'done')
    await bench.client.batches.remove({ id })
    expect((await bench.batches.list()).entries).toEqual([])
    await bench.client.batches.restore({ id })
    expect((await entryIn(bench, id)).done).toBe(2)
  })
})

describe('a batch whose power was lost', () => {
  /** The disk as it is while the fifth item is at work, under a program that is started anew. */
  async function killed() {
    const { compute } = held(5)
    const bench = await libraryOf(5, compute)
    const { id } = await bench.client.batches.begin({ ...bench.request, cores: 2 })
    await expect.poll(async () => (await entryIn(bench, id)).done).toBe(4)
    const folder = join(await temporaryFolder(), 'library')
    await cp(bench.library.folder, folder, { recursive: true })
    await bench.batches.close()
    const own = join(folder, 'batches', id)
    // Of a program that is gone.
    for (const name of await readdir(own))
      if (name !== 'batch.jsonl' && name !== 'reports') await rm(join(own, name), { recursive: true })
    const after = computing()
    const next = openWorkbenchOn(await openLibrary(folder, await modelsFolder()), after)
    return { bench, next, after, id, own }
  }

  it('goes on with what is left: no item twice, none lost, and the same table', async () => {
    const { next, after, id, own } = await killed()
    expect(await entryIn(next, id)).toMatchObject({ state: 'interrupted', done: 4, total: 10 })
    await next.client.batches.goOn({ id })
    await untilState(next, id, 'done')
    expect(after.jobs).toHaveLength(6)
    const lines = (await readFile(join(own, 'batch.jsonl'), 'utf8')).trim().split('\n').slice(1)
    const items = lines.map((line) => JSON.parse(line).item.id)
    expect([items.length, new Set(items).size]).toEqual([10, 10])
    const straight = await libraryOf(5)
    const { id: other } = await straight.client.batches.begin(straight.request)
    await untilState(straight, other, 'done')
    expect(await table(next, id)).toBe(await table(straight, other))
  })

  it('does an item again whose line was cut off', async () => {
    const { next, after, id, own } = await killed()
    const path = join(own, 'batch.jsonl')
    await truncate(path, (await readFile(path)).length - 40)
    await next.client.batches.goOn({ id })
    await untilState(next, id, 'done')
    expect(after.jobs).toHaveLength(7)
    expect((await rowsOf(next, id)).length).toBe(10)
  })

  it('does not go on with another model, and fails alone where a recording was read differently', async () => {
    const { next, id } = await killed()
    const { library } = next
    const rest = library.models.get
    library.models.get = async (wanted) => ({ ...(await rest(wanted)), checksum: 'cd'.repeat(32) })
    expect(await failureOf(next.client.batches.goOn({ id }))).toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('the model'),
    })
    library.models.get = rest
    const last = (await library.recordings.list()).entries.find(({ name }) => name === 'cell05.csv')
    await next.client.recordings.setUnits({ id: last?.id ?? '', voltageUnit: 'mV' })
    await next.client.batches.goOn({ id })
    await untilState(next, id, 'done')
    const failed = (await rowsOf(next, id)).filter(({ error }) => error)
    expect(failed.map(({ item }) => item.path)).toEqual(['cell05.csv', 'cell05.csv'])
    expect(failed[0].error?.message).toContain('read differently')
  })
})
