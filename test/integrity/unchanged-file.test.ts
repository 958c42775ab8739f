import { readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256Of, sha256OfFile } from '../../src-main/integrity/sha256.ts'
import { remembered } from '../../src-main/integrity/unchanged-file.ts'
import { temporaryFolder } from '../services/fixtures.ts'

async function counted(most: number, files: number) {
  const folder = await temporaryFolder()
  const paths = Array.from({ length: files }, (_, k) => join(folder, `${k}`))
  for (const path of paths) await writeFile(path, path)
  let reads = 0
  const memory = remembered(async (path) => {
    reads++
    return readFile(path, 'utf8')
  }, most)
  /** Files that one walk over all of them reads. */
  const walk = async () => {
    const before = reads
    for (const path of paths) expect(await memory.of(path)).toBe(path)
    return reads - before
  }
  return { memory, paths, walk }
}

describe('what was made of a file', () => {
  it('holds until the file is written to, also where its time is set back', async () => {
    const { memory, paths } = await counted(10, 1)
    const [path] = paths
    const { mtime, atime } = await stat(path)
    await memory.of(path)
    await writeFile(path, path.replace(/.$/, 'x'))
    await utimes(path, atime, mtime)
    expect(await memory.known(path)).toBe(null)
    expect(await memory.of(path)).toBe(path.replace(/.$/, 'x'))
  })

  it('is not forgotten all at once: a list one longer than what is remembered is not read whole', async () => {
    const { walk } = await counted(100, 101)
    expect(await walk()).toBe(101)
    for (let turn = 0; turn < 5; turn++) {
      const reads = await walk()
      expect(reads).toBeGreaterThan(0)
      // A tenth is forgotten each time that it is full.
      expect(reads).toBeLessThanOrEqual(25)
    }
  })

  it('is not remembered where it failed', async () => {
    let calls = 0
    const { paths } = await counted(10, 1)
    const memory = remembered(async () => {
      if (++calls === 1) throw new Error('once')
      return calls
    }, 10)
    await expect(memory.of(paths[0])).rejects.toThrow('once')
    expect(await memory.of(paths[0])).toBe(2)
  })
})

it.each([0, 1, 1024 * 1024, 1024 * 1024 + 1])(
  'the checksum of a file of %i bytes is that of its bytes',
  async (size) => {
    const path = join(await temporaryFolder(), 'file')
    const bytes = Buffer.alloc(size, 'nagumo')
    await writeFile(path, bytes)
    expect(await sha256OfFile(path)).toBe(sha256Of(bytes))
  },
)
