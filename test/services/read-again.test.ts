import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import { createComputeRouter } from '../../src-main/compute/router.ts'
import { sha256Of } from '../../src-main/integrity/sha256.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { abf2, plainPlan } from '../recording/abf-files.ts'
import { membrane } from '../recording/files.ts'
import { csv, failureOf, openTestWorkbench } from './workbench.ts'

const v = membrane(300)

/** Services that really read files, without a process for it. */
async function openReadingWorkbench() {
  const client = createRouterClient(createComputeRouter())
  const compute: Compute = { client: () => client, close: async () => undefined }
  return openTestWorkbench(compute)
}

describe('reading a file as a person decides', () => {
  it('that is refused as it is: uneven times interpolated, transposed', async () => {
    const { client } = await openReadingWorkbench()
    const rows = v.map((x, i) => `${i / 10 + (i % 3 === 1 ? 0.03 : 0)},${x}`).join('\n')
    const uneven = csv('uneven.csv', `time_ms,V_mV\n${rows}\n`)
    expect((await failureOf(client.recordings.import({ file: uneven }))).code).toBe('TIME_UNEVEN')
    const even = await client.recordings.import({ file: uneven, choice: { resample: true } })
    expect(even.reading.doubts.map(({ code }) => code)).toContain('RESAMPLED')
    const across = csv('rows.csv', `${[v, v].map((row) => row.join(',')).join('\n')}\n`)
    expect((await failureOf(client.recordings.import({ file: across }))).code).toBe('NO_TIME_COLUMN')
    const turned = await client.recordings.import({ file: across, choice: { transposed: true } })
    expect([turned.sweeps.length, turned.points]).toEqual([2, 300])
  })
})

describe('reading a file again', () => {
  it('takes the answer to a question, and new samples with it', async () => {
    const { client, library } = await openReadingWorkbench()
    const text = v.map((x, i) => `${i / 10},${x},${i > 100 ? 50 : 0}`).join('\n')
    const before = await client.recordings.import({ file: csv('cell07.csv', text) })
    expect([before.sweeps.length, before.stimuli.length]).toEqual([1, 1])
    const [doubt] = before.reading.doubts
    const view = { id: before.id, sweep: 0, points: 600 }
    expect((await client.recordings.view(view)).v).toEqual(v)
    const after = await client.recordings.readAgain({ id: before.id, choice: doubt.answers![1].choice })
    expect(after).toMatchObject({
      id: before.id,
      name: 'cell07.csv',
      importedAt: before.importedAt,
      stimuli: [],
    })
    expect(after.sweeps.map((s) => s.name)).toEqual(['column 2', 'column 3'])
    expect(await client.recordings.get({ id: before.id })).toEqual(after)
    expect((await client.recordings.view({ ...view, sweep: 1 })).v[200]).toBe(50)
    expect((await readdir(join(library.folder, 'recordings', before.id))).sort()).toEqual([
      'recording.json',
      expect.stringMatching(/^samples-[0-9a-f]{8}\.bin$/),
    ])
    expect(await readFile(await library.recordings.source(before.id), 'utf8')).toBe(text)
  })

  it('works for an Axon file too, whose copy is kept as it was', async () => {
    const { client, library } = await openReadingWorkbench()
    const bytes = abf2(plainPlan())
    const before = await client.recordings.import({ file: new File([Uint8Array.from(bytes)], 'cell07.abf') })
    expect(before.reading.format).toBe('abf')
    expect(await readFile(await library.recordings.source(before.id))).toEqual(bytes)
    const view = { id: before.id, sweep: 0, points: 600 }
    const drawn = await client.recordings.view(view)
    const after = await client.recordings.readAgain({ id: before.id, choice: {} })
    expect(after.sweeps).toEqual(before.sweeps)
    expect(await client.recordings.view(view)).toEqual(drawn)
    const { path } = await client.recordings.original({ id: before.id })
    expect(path).toBe(join(library.folder, 'originals', sha256Of(bytes)))
  })

  it('needs the copy, which a person may remove and have back: the file is known by its SHA-256', async () => {
    const { client, library } = await openReadingWorkbench()
    const text = v.map((x, i) => `${i / 10},${x}`).join('\n')
    const { id } = await client.recordings.import({ file: csv('cell07.csv', text) })
    const kept = await client.recordings.original({ id })
    const removed = { path: null, sha256: sha256Of(Buffer.from(text)), bytes: text.length }
    expect(await client.recordings.removeOriginal({ id })).toEqual(removed)
    expect(await failureOf(client.recordings.readAgain({ id, choice: {} }))).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(/copy was removed.*Open the file again/),
    })
    expect((await client.recordings.view({ id, sweep: 0, points: 600 })).v).toEqual(v)
    expect(await client.recordings.restoreOriginal({ id })).toEqual(kept)

    await client.recordings.removeOriginal({ id })
    await library.emptyTrash()
    expect(await failureOf(client.recordings.restoreOriginal({ id }))).toMatchObject({ code: 'NOT_FOUND' })
    // The same file, opened anew, is the copy of both.
    await client.recordings.import({ file: csv('again.csv', text) })
    expect(await client.recordings.original({ id })).toEqual(kept)
    expect((await client.recordings.readAgain({ id, choice: {} })).id).toBe(id)
  })

  it('that fails leaves the recording as it was', async () => {
    const { client } = await openReadingWorkbench()
    const text = v.map((x, i) => `${i / 10},${x}`).join('\n')
    const before = await client.recordings.import({ file: csv('cell07.csv', text) })
    const roles: ['time', 'other'] = ['time', 'other']
    expect(await failureOf(client.recordings.readAgain({ id: before.id, choice: { roles } }))).toMatchObject({
      code: 'NO_VOLTAGE_COLUMN',
    })
    expect(await client.recordings.get({ id: before.id })).toEqual(before)
    expect((await client.recordings.view({ id: before.id, sweep: 0, points: 600 })).v).toEqual(v)
  })

  it('is refused where the kept file is damaged: what was read before stays', async () => {
    const { client, library } = await openReadingWorkbench()
    const text = v.map((x, i) => `${i / 10},${x}`).join('\n')
    const before = await client.recordings.import({ file: csv('cell07.csv', text) })
    const path = await library.recordings.source(before.id)
    const random = createRandom(7)
    for (let k = 0; k < 50; k++) {
      const bytes = Buffer.from(text)
      // Half of them cut off, half with one bit turned over.
      const at = Math.floor(random.uniform() * bytes.length)
      bytes[at] ^= 1 << (k % 8)
      await writeFile(path, k % 2 ? bytes : bytes.subarray(0, at))
      const failure = await failureOf(
        client.recordings.readAgain({ id: before.id, choice: { rate: 20_000 } }),
      )
      expect([failure.code, failure.message]).toEqual([
        'LIBRARY_DAMAGED',
        expect.stringContaining('cell07.csv'),
      ])
    }
    expect(await client.recordings.get({ id: before.id })).toEqual(before)
    expect((await client.recordings.view({ id: before.id, sweep: 0, points: 600 })).v).toEqual(v)
  })

  it('is not possible where the file was not saved', async () => {
    const { client } = await openTestWorkbench()
    expect(await failureOf(client.recordings.readAgain({ id: 'gone-20240501', choice: {} }))).toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('a choice is remembered for the next file of its shape', () => {
  const text = v.join('\n')

  it('and taken over with a word; undone, it is forgotten', async () => {
    const { client } = await openReadingWorkbench()
    const first = await client.recordings.import({ file: csv('cell07.csv', text) })
    expect(first.reading.doubts.map((d) => d.about)).toEqual(['rate'])
    const said = await client.recordings.readAgain({ id: first.id, choice: { rate: 20_000 } })
    expect([said.samplingInterval, said.reading.like]).toEqual([0.05, undefined])

    const second = await client.recordings.import({ file: csv('cell08.csv', text) })
    expect(second).toMatchObject({ name: 'cell08.csv', samplingInterval: 0.05 })
    expect(second.reading).toMatchObject({ like: 'cell07.csv', choice: { rate: 20_000 }, doubts: [] })
    expect(second.reading.evidence).toContainEqual({
      conclusion: 'Time: samples at even intervals; 20 kHz',
      because: 'as with cell07.csv',
    })

    const undone = await client.recordings.readAgain({ id: second.id, choice: {} })
    expect(undone.reading.doubts.map((d) => d.about)).toEqual(['rate'])
    const third = await client.recordings.import({ file: csv('cell09.csv', text) })
    expect(third.reading.like).toBeUndefined()
  })

  it('units, too', async () => {
    const { client } = await openReadingWorkbench()
    const named = (gain: number): string => `t,Vm\n${v.map((x, i) => `${i / 10},${x * gain}`).join('\n')}`
    const first = await client.recordings.import({ file: csv('a.csv', named(0.15)) })
    expect(first.reading.doubts.map((d) => d.about)).toEqual(['voltageUnit'])
    await client.recordings.setUnits({ id: first.id, voltageUnit: 'mV' })
    const second = await client.recordings.import({ file: csv('b.csv', named(0.151)) })
    expect(second.reading).toMatchObject({ voltageUnit: 'mV', like: 'a.csv', doubts: [] })
    // A person's own word takes the place of what was taken over.
    const own = await client.recordings.setUnits({ id: second.id, voltageUnit: 'mV' })
    expect(own.reading.like).toBeUndefined()
  })

  it('not where it does not suit the file, nor for another shape', async () => {
    const { client } = await openReadingWorkbench()
    const named = (gain: number, name = 'Vm'): string =>
      `t,${name}\n${v.map((x, i) => `${i / 10},${x * gain}`).join('\n')}`
    const first = await client.recordings.import({ file: csv('a.csv', named(0.001)) })
    await client.recordings.setUnits({ id: first.id, voltageUnit: 'V' })
    const unsuited = await client.recordings.import({ file: csv('b.csv', named(1)) })
    expect(unsuited.reading).toMatchObject({ voltageUnit: 'mV' })
    expect(unsuited.reading.like).toBeUndefined()
    const other = await client.recordings.import({ file: csv('c.csv', named(0.001, 'Vm2')) })
    expect(other.reading.like).toBeUndefined()
  })
})
