import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256Of } from '../../src-main/integrity/sha256.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { recording, temporaryFolder, twoSweeps } from '../services/fixtures.ts'

const file = Buffer.from('ABF2, and what an Axon file holds')
const sha256 = sha256Of(file)

async function open(folder?: string) {
  const at = folder ?? (await temporaryFolder())
  const library = await openLibrary(at, await temporaryFolder())
  const keep = (id: string) =>
    library.inTemporaryFolder(async (temporary) => {
      await writeFile(join(temporary, 'samples'), Buffer.from(twoSweeps.buffer))
      await writeFile(join(temporary, 'original'), file)
      const samples = join(temporary, 'samples')
      await library.recordings.keep(recording({ id }), sha256, samples, join(temporary, 'original'))
    })
  const originals = () => readdir(join(at, 'originals')).catch(() => [])
  return { ...library, keep, originals }
}

describe('the files that recordings were read from', () => {
  it('are kept as they were, once each', async () => {
    const { folder, recordings, keep, originals } = await open()
    await keep('one')
    await keep('two')
    expect(await originals()).toEqual([sha256])
    const path = join(folder, 'originals', sha256)
    expect(await recordings.original('two')).toEqual({ path, sha256, bytes: recording().bytes })
    expect(await readFile(await recordings.source('one'))).toEqual(file)
  })

  it('stay until the last recording of them is gone from the trash', async () => {
    const { recordings, keep, originals, emptyTrash } = await open()
    await keep('one')
    await keep('two')
    await recordings.remove('one')
    await emptyTrash()
    expect(await originals()).toEqual([sha256])
    await recordings.remove('two')
    expect(await originals()).toEqual([sha256])
    await recordings.restore('two')
    expect(await readFile(await recordings.source('two'))).toEqual(file)
    await recordings.remove('two')
    await emptyTrash()
    expect(await originals()).toEqual([])
  })

  it('stay through a start, and those that a crash left without a recording do not', async () => {
    const { folder, keep } = await open()
    await keep('one')
    await writeFile(join(folder, 'originals', 'cd'.repeat(32)), 'left over')
    const again = await open(folder)
    expect(await again.originals()).toEqual([sha256])
  })

  it('all stay where a recording can’t be read, since it may be of any of them', async () => {
    const { folder, keep } = await open()
    await keep('one')
    await writeFile(join(folder, 'recordings', 'one', 'recording.json'), '{')
    const again = await open(folder)
    expect(await again.originals()).toEqual([sha256])
  })

  it('are not read again where they are damaged; importing the file once more mends them', async () => {
    const { folder, recordings, keep } = await open()
    await keep('one')
    const path = join(folder, 'originals', sha256)
    await writeFile(path, 'something else')
    await expect(recordings.source('one')).rejects.toMatchObject({
      code: 'LIBRARY_DAMAGED',
      message: expect.stringMatching(
        /has changed since it was imported.*unchanged.*Open the original file again/,
      ),
    })
    await keep('two')
    expect(await readFile(await recordings.source('one'))).toEqual(file)
  })

  it('of earlier programs lie beside the samples, or are not there, which is said', async () => {
    const { folder, recordings, keep } = await open()
    await keep('one')
    const own = join(folder, 'recordings', 'one', 'source')
    await rename(join(folder, 'originals', sha256), own)
    expect(await recordings.source('one')).toBe(own)
    await rename(own, join(folder, 'elsewhere'))
    expect((await recordings.original('one')).path).toBeNull()
    await expect(recordings.source('one')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('Open the file again'),
    })
  })
})
