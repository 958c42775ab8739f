import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLibrary } from '../../src-main/library/index.ts'
import { recording, temporaryFolder, twoSweeps } from '../services/fixtures.ts'

/** A library with recordings a, b and c. */
async function withRecordings() {
  const folder = await temporaryFolder()
  const library = await openLibrary(folder, await temporaryFolder())
  await mkdir(folder, { recursive: true })
  for (const id of ['a', 'b', 'c']) {
    const samples = join(folder, 'samples-of-the-test')
    await writeFile(samples, new Uint8Array(twoSweeps.buffer))
    await library.recordings.keep(recording({ id }), '0f'.repeat(32), samples)
  }
  return {
    library,
    folder,
    pathOf: (id: string) => join(folder, 'recordings', id, 'folder.json'),
    told: async () => (await library.status()).notices.map(({ text }) => text),
  }
}

describe('folders of recordings', () => {
  it('are none in a library that knows none; another program sees those that are made', async () => {
    const { library, folder } = await withRecordings()
    expect(await library.recordingFolders.all()).toEqual({})
    await library.recordingFolders.move(['a', 'c'], 'Wash-out, 5 µM / Zürich')
    const expected = { a: 'Wash-out, 5 µM / Zürich', c: 'Wash-out, 5 µM / Zürich' }
    expect(await library.recordingFolders.all()).toEqual(expected)
    const again = await openLibrary(folder, await temporaryFolder())
    expect(await again.recordingFolders.all()).toEqual(expected)
  })

  it('leave every byte of the recording as it was, and every recording in one at most', async () => {
    const { library, folder } = await withRecordings()
    const files = ['recording.json', 'samples.bin'].map((name) => join(folder, 'recordings', 'a', name))
    const before = await Promise.all(files.map((file) => readFile(file)))
    const listed = await library.recordings.list()
    await library.recordingFolders.move(['a', 'b'], 'control')
    await library.recordingFolders.move(['a'], 'drug')
    expect(await library.recordingFolders.all()).toEqual({ a: 'drug', b: 'control' })
    await library.recordingFolders.move(['a'], '')
    expect(await library.recordingFolders.all()).toEqual({ b: 'control' })
    expect(await Promise.all(files.map((file) => readFile(file)))).toEqual(before)
    expect(await library.recordings.list()).toEqual(listed)
  })

  it('go into the trash and come back with the recording', async () => {
    const { library } = await withRecordings()
    await library.recordingFolders.move(['a'], 'control')
    await library.recordings.remove('a')
    expect(await library.recordingFolders.all()).toEqual({})
    await library.recordings.restore('a')
    expect(await library.recordingFolders.all()).toEqual({ a: 'control' })
  })

  it('take what is still there of what is moved; of nothing that is there nothing is moved', async () => {
    const { library } = await withRecordings()
    await library.recordings.remove('b')
    await library.recordingFolders.move(['a', 'b', 'c'], 'control')
    expect(await library.recordingFolders.all()).toEqual({ a: 'control', c: 'control' })
    await expect(library.recordingFolders.move(['b', '../a'], 'control')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it.each([
    ['cut off', (text: string) => text.slice(0, 40), 'truncated'],
    ['changed by a bit', (text: string) => text.replace('control', 'contral'), 'was changed after'],
    ['of something else', () => '{"format":"other","version":1}', 'not valid'],
  ])('whose file is %s count as none, which is told; the next move sets it aside', async (_, damage, why) => {
    const { library, pathOf, told } = await withRecordings()
    await library.recordingFolders.move(['a', 'b'], 'control')
    const damaged = damage(await readFile(pathOf('a'), 'utf8'))
    await writeFile(pathOf('a'), damaged)
    expect(await library.recordingFolders.all()).toEqual({ b: 'control' })
    expect((await library.recordings.list()).damaged).toEqual([])
    expect(await told()).toEqual([expect.stringMatching(`“a” can’t be read: folder.json .*${why}`)])
    expect(await readFile(pathOf('a'), 'utf8')).toBe(damaged)
    await library.recordingFolders.move(['a'], 'drug')
    expect(await library.recordingFolders.all()).toEqual({ a: 'drug', b: 'control' })
    expect(await readFile(join(pathOf('a'), '..', 'folder-damaged.json'), 'utf8')).toBe(damaged)
  })

  it('that a newer program wrote are left as they are, which is said', async () => {
    const { library, pathOf, told } = await withRecordings()
    const newer = '{"format":"nagumo-recording-folder","version":2,"folder":"theirs","inside":["more"]}'
    await writeFile(pathOf('a'), newer)
    expect(await library.recordingFolders.all()).toEqual({})
    expect(await told()).toEqual([expect.stringMatching(/version 2.*stays unchanged/)])
    await expect(library.recordingFolders.move(['a'], 'mine')).rejects.toMatchObject({
      code: 'LIBRARY_UNWRITABLE',
      message: expect.stringMatching(/can’t be moved.*Update Nagumo/),
    })
    expect(await readFile(pathOf('a'), 'utf8')).toBe(newer)
  })

  it('are as before where the file is gone', async () => {
    const { library, pathOf } = await withRecordings()
    await library.recordingFolders.move(['a'], 'control')
    await rm(pathOf('a'))
    expect(await library.recordingFolders.all()).toEqual({})
  })
})
