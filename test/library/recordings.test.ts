import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Library, openLibrary } from '../../src-main/library/index.ts'
import { recording, temporaryFolder, twoSweeps } from '../services/fixtures.ts'
import { unsealed } from '../support/seal.ts'

const sha256 = '0f'.repeat(32)

async function library(): Promise<Library> {
  return openLibrary(await temporaryFolder(), await temporaryFolder())
}

async function keep({ folder, recordings }: Library, changes: Parameters<typeof recording>[0] = {}) {
  await mkdir(folder, { recursive: true })
  const samples = join(folder, 'samples-of-the-test')
  await writeFile(samples, new Uint8Array(twoSweeps.buffer))
  await recordings.keep(recording(changes), sha256, samples)
}

describe('recordings in the library', () => {
  it('come back as they were kept, sample by sample', async () => {
    const shelf = await library()
    await keep(shelf)
    expect(await shelf.recordings.get(recording().id)).toEqual(recording())
    expect(await shelf.recordings.samples(recording().id, 0)).toEqual(twoSweeps.slice(0, 5))
    expect(await shelf.recordings.samples(recording().id, 1)).toEqual(twoSweeps.slice(5))
    expect(await shelf.recordings.findBySource(sha256)).toEqual(recording())
    expect(await shelf.recordings.findBySource('ee'.repeat(32))).toBeNull()
  })

  it('keep their stimuli behind their sweeps', async () => {
    const shelf = await library()
    const { sweeps, id } = recording()
    const stimuli = [{ name: 'Cmd 0', unit: 'pA', sweep: null, min: 10, max: 14 }]
    await keep(shelf, { sweeps: sweeps.slice(0, 1), stimuli })
    expect(await shelf.recordings.samples(id, 0)).toEqual(twoSweeps.slice(0, 5))
    expect(await shelf.recordings.stimulusSamples(id, 0)).toEqual(twoSweeps.slice(5))
    expect((await shelf.recordings.get(id)).stimuli).toEqual(stimuli)
    await expect(shelf.recordings.stimulusSamples(id, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('are there for another program that opens the same folder', async () => {
    const first = await library()
    await keep(first)
    const second = await openLibrary(first.folder, await temporaryFolder())
    expect((await second.recordings.list()).entries).toEqual([recording()])
  })

  it('are listed newest first', async () => {
    const shelf = await library()
    await keep(shelf, { id: 'old', importedAt: '2026-01-01T00:00:00.000Z' })
    await keep(shelf, { id: 'new', importedAt: '2026-03-01T00:00:00.000Z' })
    await keep(shelf, { id: 'middle', importedAt: '2026-02-01T00:00:00.000Z' })
    const { entries } = await shelf.recordings.list()
    expect(entries.map(({ id }) => id)).toEqual(['new', 'middle', 'old'])
  })

  it('are never told as damaged because they are read again just then, by another program too', async () => {
    const shelf = await library()
    const { id } = recording()
    await keep(shelf)
    const other = await openLibrary(shelf.folder, await temporaryFolder())
    let over = false
    const replacing = (async () => {
      for (let k = 0; k < 60; k++) {
        const samples = join(shelf.folder, 'read-again')
        await writeFile(samples, new Uint8Array(twoSweeps.buffer))
        await shelf.recordings.replace(recording(), samples)
      }
      over = true
    })()
    let reads = 0
    const reading = [shelf, other, other].map(async ({ recordings }) => {
      for (; !over; reads++) {
        expect(await recordings.samples(id, 1)).toEqual(twoSweeps.slice(5))
        expect((await recordings.list({ contents: true })).damaged).toEqual([])
      }
    })
    await Promise.all([replacing, ...reading])
    expect(reads).toBeGreaterThan(10)
  })

  it('give a plain error for a sweep that is not there', async () => {
    const shelf = await library()
    await keep(shelf)
    await expect(shelf.recordings.samples(recording().id, 2)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('2 sweeps'),
    })
  })

  it('are refused where the samples are too few, and leave nothing behind', async () => {
    const shelf = await library()
    await expect(keep(shelf, { points: 6 })).rejects.toThrow(/bytes of samples instead of/)
    expect((await shelf.recordings.list()).entries).toEqual([])
  })

  it('keep every one of many changes made at once', async () => {
    const shelf = await library()
    await keep(shelf)
    const { id } = recording()
    await Promise.all(
      Array.from({ length: 20 }, () => shelf.recordings.update(id, (r) => ({ ...r, start: r.start + 1 }))),
    )
    expect((await shelf.recordings.get(id)).start).toBe(20)
    expect(await readdir(join(shelf.folder, 'recordings', id))).toEqual(['recording.json', 'samples.bin'])
  })

  it('go on after a change that failed, unchanged by it', async () => {
    const shelf = await library()
    await keep(shelf)
    const { id } = recording()
    const failing = shelf.recordings.update(id, () => {
      throw new Error('no')
    })
    const nonsense = shelf.recordings.update(id, (r) => ({ ...r, samplingInterval: -1 }))
    // Both are waited for from the start: whichever fails first has someone to hear it.
    await Promise.all([expect(failing).rejects.toThrow('no'), expect(nonsense).rejects.toThrow()])
    expect(await shelf.recordings.get(id)).toEqual(recording())
  })

  it('can be kept many at once', async () => {
    const shelf = await library()
    await mkdir(shelf.folder, { recursive: true })
    const ids = Array.from({ length: 20 }, (_, k) => `cell-${k}`)
    await Promise.all(
      ids.map(async (id) => {
        const samples = join(shelf.folder, `samples-${id}`)
        await writeFile(samples, new Uint8Array(twoSweeps.buffer))
        await shelf.recordings.keep(recording({ id }), sha256, samples)
      }),
    )
    const { entries, damaged } = await shelf.recordings.list()
    expect(entries.map(({ id }) => id).sort()).toEqual(ids.sort())
    expect(damaged).toEqual([])
  })
})

describe('removal', () => {
  it('can be taken back, samples and all', async () => {
    const shelf = await library()
    await keep(shelf)
    const { id } = recording()
    await shelf.recordings.remove(id)
    expect((await shelf.recordings.list()).entries).toEqual([])
    await expect(shelf.recordings.get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await shelf.recordings.restore(id)).toEqual(recording())
    expect(await shelf.recordings.samples(id, 1)).toEqual(twoSweeps.slice(5))
    await shelf.recordings.remove(id)
    expect(await shelf.recordings.restore(id)).toEqual(recording())
  })

  it('of what is not there is refused', async () => {
    const shelf = await library()
    await expect(shelf.recordings.remove('cell-1')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(shelf.recordings.restore('cell-1')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('an id from outside', () => {
  it.each(['../../etc', '..', '.', '', '/etc/passwd', 'a/b', 'a\\b', 'C:', 'a\0b', 'A', 'x'.repeat(81)])(
    '%j does not reach the disk',
    async (id) => {
      const shelf = await library()
      await keep(shelf)
      const before = await readdir(shelf.folder, { recursive: true })
      const { recordings } = shelf
      const refused = { code: 'NOT_FOUND' }
      await expect(recordings.get(id)).rejects.toMatchObject(refused)
      await expect(recordings.samples(id, 0)).rejects.toMatchObject(refused)
      await expect(recordings.remove(id)).rejects.toMatchObject(refused)
      await expect(recordings.restore(id)).rejects.toMatchObject(refused)
      await expect(recordings.update(id, (r) => r)).rejects.toMatchObject(refused)
      await expect(keep(shelf, { id })).rejects.toThrow()
      const after = await readdir(shelf.folder, { recursive: true })
      expect(after.filter((name) => !name.includes('temporary') && name !== 'samples-of-the-test')).toEqual(
        before.filter((name) => !name.includes('temporary')),
      )
    },
  )
})

describe('damage', () => {
  const damages: [string, (folder: string) => Promise<void>, RegExp][] = [
    ['cut off', (f) => cut(join(f, 'recording.json')), /truncated or is not JSON/],
    ['not JSON', (f) => writeFile(join(f, 'recording.json'), Buffer.alloc(100, 0xff)), /not JSON/],
    ['of a newer version', (f) => edit(f, '"version": 1', '"version": 2'), /newer Nagumo/],
    ['another’s', (f) => edit(f, '"id": "broken"', '"id": "other"'), /is of “other”/],
    ['with a text for a number', (f) => edit(f, '"points": 5', '"points": "5"'), /recording\.points/],
    ['an empty folder', (f) => rm(join(f, 'recording.json')), /recording\.json is missing/],
    ['null', (f) => writeFile(join(f, 'recording.json'), 'null'), /not valid/],
  ]

  it.each(damages)('%s: is told, and takes nothing else with it', async (_, damage, reason) => {
    const shelf = await library()
    await keep(shelf, { id: 'good' })
    await keep(shelf, { id: 'broken' })
    await damage(join(shelf.folder, 'recordings', 'broken'))
    const { entries, damaged } = await shelf.recordings.list()
    expect(entries.map(({ id }) => id)).toEqual(['good'])
    expect(damaged).toEqual([{ kind: 'recording', id: 'broken', reason: expect.stringMatching(reason) }])
    await expect(shelf.recordings.get('broken')).rejects.toMatchObject({
      code: 'LIBRARY_DAMAGED',
      message: expect.stringMatching(reason),
    })
    await shelf.recordings.remove('broken')
    expect((await shelf.recordings.list()).damaged).toEqual([])
  })

  it('of the samples is told when they are asked for', async () => {
    const shelf = await library()
    await keep(shelf)
    await writeFile(join(shelf.folder, 'recordings', recording().id, 'samples.bin'), Buffer.alloc(16))
    await expect(shelf.recordings.samples(recording().id, 0)).rejects.toMatchObject({
      code: 'LIBRARY_DAMAGED',
      message: expect.stringContaining('80 bytes and has 16'),
    })
  })
})

async function cut(path: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.slice(0, text.length / 2))
}

async function edit(folder: string, from: string, to: string): Promise<void> {
  const path = join(folder, 'recording.json')
  const text = await readFile(path, 'utf8')
  expect(text).toContain(from)
  await writeFile(path, unsealed(text).replace(from, to))
}
