import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLibrary } from '../../src-main/library/index.ts'
import { recording, report, temporaryFolder, twoSweeps } from '../services/fixtures.ts'
import { nagumo } from './terminal.ts'

async function withTrash() {
  const libraryFolder = await temporaryFolder()
  const { reports } = await openLibrary(libraryFolder, await temporaryFolder())
  await reports.keep(report())
  await reports.remove(report().id)
  return libraryFolder
}

/** Models that are made up are damaged, which is not what is looked at here. */
async function library(options: string[], libraryFolder: string) {
  return nagumo(['library', ...options], { libraryFolder, modelsFolder: await temporaryFolder() })
}

describe('nagumo library', () => {
  it('says where it is and what is in the trash, and empties it', async () => {
    const libraryFolder = await withTrash()
    const first = await library([], libraryFolder)
    expect(first).toMatchObject({ code: 0, err: [] })
    expect(first.out).toEqual([
      `Library: ${libraryFolder}`,
      expect.stringMatching(/^Trash: 1 removed entry, \d/),
    ])
    const { code, out, err } = await library(['--empty-trash'], libraryFolder)
    expect({ code, out }).toEqual({ code: 0, out: [`Library: ${libraryFolder}`, 'Trash: nothing'] })
    expect(err).toEqual([expect.stringMatching(/^The trash was emptied: 1 removed entry.*deleted\.$/)])
  })

  it('gives its status as JSON', async () => {
    const libraryFolder = await withTrash()
    const { out } = await library(['--json'], libraryFolder)
    expect(JSON.parse(out[0])).toEqual({
      folder: libraryFolder,
      problem: null,
      notices: [],
      trash: { entries: 1, bytes: expect.any(Number) },
      damaged: [],
    })
  })

  it('looks into every file, names what is damaged and leaves it as it is', async () => {
    const libraryFolder = await withTrash()
    const { recordings, reports, inTemporaryFolder } = await openLibrary(
      libraryFolder,
      await temporaryFolder(),
    )
    await reports.keep(report())
    await inTemporaryFolder(async (temporary) => {
      await writeFile(join(temporary, 'samples'), Buffer.from(twoSweeps.buffer))
      await recordings.keep(recording(), 'ab'.repeat(32), join(temporary, 'samples'))
    })
    const flipped = async (...names: string[]) => {
      const path = join(libraryFolder, ...names)
      const bytes = await readFile(path)
      bytes[bytes.length >> 1] ^= 1
      await writeFile(path, bytes)
      return { path, bytes }
    }
    const files = [
      await flipped('recordings', recording().id, 'samples.bin'),
      await flipped('reports', report().id, 'report.json'),
    ]
    const { code, out, err } = await library([], libraryFolder)
    expect(code).toBe(1)
    expect(out).toContain(`Damaged: recording ${recording().id}, report ${report().id}`)
    expect(err).toEqual([
      expect.stringMatching(
        /The recording .* samples\.bin was changed after it was written.*Remove it, or restore/,
      ),
      expect.stringMatching(/The report .* report\.json .*checksum.*Remove it, or restore/),
    ])
    for (const { path, bytes } of files) expect(await readFile(path)).toEqual(bytes)
  })

  it('says what is wrong with it, and so does every other command that needs it', async () => {
    const libraryFolder = join(await temporaryFolder(), 'library')
    await writeFile(libraryFolder, '')
    const { code, err } = await library([], libraryFolder)
    expect(code).toBe(1)
    const problem = expect.stringMatching(/can’t be reached at .*: there is a file in place of its folder/)
    expect(err).toEqual([problem])
    for (const args of [['models'], ['estimate', 'a.csv'], ['calibrate', 'a'], ['train', '--name', 'a']]) {
      expect(await nagumo(args, { libraryFolder })).toMatchObject({ code: 1, out: [], err: [problem] })
    }
    expect(await readFile(libraryFolder, 'utf8')).toBe('')
  })

  it('and every other command say where choices can’t be read', async () => {
    const libraryFolder = await temporaryFolder()
    await mkdir(join(libraryFolder, 'models'))
    await writeFile(join(libraryFolder, 'settings.json'), '{"format":"nagumo-settings","version":2}')
    const notice = expect.stringMatching(/default model .* can’t be read: settings\.json has version 2/)
    expect((await library([], libraryFolder)).err).toEqual([notice])
    expect((await nagumo(['models', '--json'], { libraryFolder })).err).toEqual([notice])
  })
})
