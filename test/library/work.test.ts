import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BatchDraft, GroupsDraft, RecordingWork } from '../../src-main/contract/work.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { modelsFolder, recording, temporaryFolder } from '../services/fixtures.ts'

const chosen: RecordingWork = {
  sweep: 1,
  window: { from: 0.2, to: 0.6 },
  conditioning: [{ kind: 'lowpass', cutoff: 500 }],
  conditioningBefore: [[]],
  rescaling: { '1': { offset: -60, gain: 25, timeScale: 5 } },
  stimulus: null,
  modelId: 'rudi-2022',
  prior: null,
  family: { leaveOut: [0], sweep: 1, stated: null },
}

const batch: BatchDraft = {
  left: ['cell07-3f9a'],
  search: 'cell',
  sweeps: 'v1',
  windows: [{ from: 200, to: 100 }],
  modelId: null,
  conditioned: false,
  byEvidence: true,
  crossCheck: false,
  cores: 4,
}

const groups: GroupsDraft = {
  names: ['drug', 'control'],
  cells: { '["drug","cell09.csv"]': 'cell05' },
  parameters: null,
  scales: { theta0: 'ratio' },
  seed: 2,
  unpaired: true,
}

/** A library with one recording. */
async function open() {
  const folder = await temporaryFolder()
  const library = await openLibrary(folder, await modelsFolder())
  const made = recording()
  const samples = join(await temporaryFolder(), 'samples.bin')
  await writeFile(samples, Buffer.alloc(8 * made.points * made.sweeps.length))
  await library.recordings.keep(made, 'ab'.repeat(32), samples)
  const told = async () => (await library.status()).notices.map(({ text }) => text)
  return { ...library, told, id: made.id, path: join(folder, 'recordings', made.id, 'work.json') }
}

describe('work that is not finished', () => {
  it('is there again when the library is opened anew, and in no listing of what is damaged', async () => {
    const { work, id, folder, damaged } = await open()
    expect(await work.recording(id)).toBe(null)
    await work.keepRecording(id, chosen)
    await work.keepPlace({ address: `#/estimate/${id}`, recordingId: id })
    await work.keepBatch(batch)
    await work.keepGroups(groups)
    const again = await openLibrary(folder, await modelsFolder())
    expect(await again.work.recording(id)).toEqual(chosen)
    expect(await again.work.groups()).toEqual(groups)
    expect(await again.work.batch()).toEqual(batch)
    expect(await again.work.place()).toEqual({ address: `#/estimate/${id}`, recordingId: id })
    // The model of these tests has no network.
    expect((await damaged()).filter(({ kind }) => kind !== 'model')).toEqual([])
  })

  it('goes and comes back with its recording', async () => {
    const { work, recordings, id } = await open()
    await work.keepRecording(id, chosen)
    await recordings.remove(id)
    await expect(work.keepRecording(id, chosen)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await recordings.restore(id)
    expect(await work.recording(id)).toEqual(chosen)
  })

  it.each([
    ['cut off', '{"format":"nagumo-recording-w', 'is truncated'],
    ['of something else', '{"format":"other","version":1}', 'not valid'],
    [
      'with a number that can’t be',
      JSON.stringify({ format: 'nagumo-recording-work', version: 1, value: { ...chosen, sweep: -1 } }),
      'not valid',
    ],
  ])('that is %s counts as none, with a word, and the next takes its place', async (_, text, why) => {
    const { work, recordings, told, id, path } = await open()
    await writeFile(path, text)
    expect(await work.recording(id)).toBe(null)
    expect(await told()).toEqual([expect.stringContaining(why)])
    expect((await recordings.list()).damaged).toEqual([])
    await work.keepRecording(id, chosen)
    expect(await work.recording(id)).toEqual(chosen)
  })

  it('of a newer program is left as it is', async () => {
    const { work, id, path } = await open()
    const newer = JSON.stringify({ format: 'nagumo-recording-work', version: 2, value: {} })
    await writeFile(path, newer)
    expect(await work.recording(id)).toBe(null)
    await expect(work.keepRecording(id, chosen)).rejects.toMatchObject({ code: 'LIBRARY_UNWRITABLE' })
    expect(await readFile(path, 'utf8')).toBe(newer)
  })

  it('with a bit changed is not taken for what was chosen', async () => {
    const { work, id, path, told } = await open()
    await work.keepRecording(id, chosen)
    const bytes = await readFile(path)
    bytes[bytes.indexOf('500')] ^= 1
    await writeFile(path, bytes)
    expect(await work.recording(id)).toBe(null)
    expect(await told()).toEqual([expect.stringContaining('was changed after')])
  })

  it('that can’t be opened breaks nothing', async () => {
    const { work, recordings, id, path } = await open()
    await mkdir(path)
    expect(await work.recording(id)).toBe(null)
    expect((await recordings.get(id)).id).toBe(id)
  })

  it('is that of the last to write; of windows that write at once, that of one, whole', async () => {
    const { work, id } = await open()
    const sweeps = [0, 1, 2, 3]
    for (const sweep of sweeps) await work.keepRecording(id, { ...chosen, sweep })
    expect(await work.recording(id)).toEqual({ ...chosen, sweep: 3 })
    await Promise.all(sweeps.map((sweep) => work.keepRecording(id, { ...chosen, sweep })))
    const kept = await work.recording(id)
    expect(kept).toEqual({ ...chosen, sweep: kept?.sweep })
    expect(sweeps).toContain(kept?.sweep)
  })
})
