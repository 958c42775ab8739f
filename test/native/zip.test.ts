import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extract, readDirectory } from '../../scripts/native/zip.mjs'
import { zipOf } from './support/zip.ts'

const text = 'a library, '.repeat(1000)
const files = { 'tensorflow/__init__.py': '', 'tensorflow/libtensorflow_cc.so.2': text }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nagumo-zip-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function archive(content: Buffer): Promise<string> {
  const path = join(folder, 'archive.whl')
  await writeFile(path, content)
  return path
}

/** Unpacks the library of an archive. */
async function unpack(content: Buffer): Promise<string> {
  const path = await archive(content)
  const entry = (await readDirectory(path)).get('tensorflow/libtensorflow_cc.so.2')!
  await extract(path, entry, join(folder, 'library'))
  return readFile(join(folder, 'library'), 'utf8')
}

describe('a ZIP archive', () => {
  it.each([false, true])('is unpacked (stored: %s)', async (stored) => {
    expect(await unpack(zipOf(files, { stored }))).toBe(text)
  })

  it('may be followed by a comment', async () => {
    const content = Buffer.concat([zipOf(files), Buffer.from('signed by somebody')])
    expect(await unpack(content)).toBe(text)
  })

  it('that was cut short is told', async () => {
    const whole = zipOf(files)
    await expect(readDirectory(await archive(whole.subarray(0, whole.length - 100)))).rejects.toThrow(
      'is not a complete ZIP archive: its directory is missing',
    )
    await expect(readDirectory(await archive(whole.subarray(60)))).rejects.toThrow('it is cut short')
    await expect(readDirectory(await archive(Buffer.alloc(0)))).rejects.toThrow('its directory is missing')
  })

  it.each([true, false])(
    'with a wrong byte in it is told, and nothing is left (stored: %s)',
    async (stored) => {
      await rm(join(folder, 'library'), { force: true })
      const content = zipOf(files, { stored })
      // The deflated library is some 60 bytes long, from byte 112 on.
      content[120] ^= 0xff
      await expect(unpack(content)).rejects.toThrow(/tensorflow_cc\.so\.2 in .* is damaged/)
      expect(await readdir(folder)).toEqual(['archive.whl'])
    },
  )
})
