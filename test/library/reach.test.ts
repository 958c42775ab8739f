import { execFile } from 'node:child_process'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { inWords } from '../../src-main/library/failures.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { report, temporaryFolder } from '../services/fixtures.ts'

/** A library with one report. */
async function withReport() {
  const folder = join(await temporaryFolder(), 'library')
  const shipped = await temporaryFolder()
  const library = await openLibrary(folder, shipped)
  await library.reports.keep(report())
  return { ...library, folder, shipped }
}

const unreachable = (text: string | RegExp) => ({
  code: 'LIBRARY_UNREACHABLE',
  message: expect.stringMatching(text),
})

describe('a library that can’t be reached', () => {
  it('is no empty one where a file is in its place', async () => {
    const folder = join(await temporaryFolder(), 'library')
    await writeFile(folder, 'notes')
    const library = await openLibrary(folder, await temporaryFolder())
    const { reports, models, recordings, runs, series } = library
    expect((await library.status()).problem).toEqual(unreachable(/there is a file in place of its folder/))
    for (const shelf of [reports, models, recordings, runs, series]) {
      await expect(shelf.list()).rejects.toMatchObject(unreachable(folder))
    }
    await expect(reports.get('x')).rejects.toMatchObject(unreachable(folder))
    await expect(reports.keep(report())).rejects.toMatchObject(unreachable(folder))
    await expect(library.inTemporaryFolder(async () => 1)).rejects.toMatchObject(unreachable(folder))
  })

  it('is no empty one where it was deleted while it was open, and no new one is begun', async () => {
    const { folder, reports, recordings, settings, status } = await withReport()
    await rename(folder, `${folder}-elsewhere`)
    expect((await status()).problem).toEqual(unreachable(/existed and is now missing/))
    await expect(reports.list()).rejects.toMatchObject(unreachable('is now missing'))
    await expect(recordings.list()).rejects.toMatchObject(unreachable('is now missing'))
    await expect(reports.keep(report())).rejects.toMatchObject(unreachable('is now missing'))
    await expect(
      settings.rememberReading({ shape: 'a', file: 'a.csv', choice: { timeUnit: 'ms' } }),
    ).rejects.toMatchObject(unreachable('is now missing'))
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' })
    // It is itself again when it is back.
    await rename(`${folder}-elsewhere`, folder)
    expect((await status()).problem).toBeNull()
    expect((await reports.list()).entries).toHaveLength(1)
  })

  it('in part, where a shelf can’t be read, says which', async () => {
    const { folder, reports, recordings } = await withReport()
    await rm(join(folder, 'reports'), { recursive: true })
    await writeFile(join(folder, 'reports'), '')
    await expect(reports.list()).rejects.toMatchObject(unreachable(/reports: there is a file in place/))
    expect((await recordings.list()).entries).toEqual([])
  })

  it('is empty at the first start only', async () => {
    const folder = join(await temporaryFolder(), 'not', 'yet')
    const { reports, status } = await openLibrary(folder, await temporaryFolder())
    expect((await reports.list()).entries).toEqual([])
    expect((await status()).problem).toBeNull()
  })
})

describe('failures of the disk', () => {
  const failure = (code: string, path?: string) => Object.assign(new Error(code), { code, path })

  it('name the library’s folder, and what to do', async () => {
    const { folder } = await withReport()
    const within = join(folder, 'reports', 'x')
    expect(await inWords(folder, failure('EACCES', within))).toMatchObject({
      code: 'LIBRARY_UNWRITABLE',
      message: expect.stringContaining(within),
    })
    expect(await inWords(folder, failure('ENOSPC'))).toMatchObject({
      code: 'LIBRARY_UNWRITABLE',
      message: expect.stringMatching(/^The disk is full.*library.*empty the trash/),
    })
  })

  it('are left as they are where they are of something else', async () => {
    const { folder } = await withReport()
    const elsewhere = failure('EACCES', '/another/place')
    expect(await inWords(folder, elsewhere)).toBe(elsewhere)
    const bug = new TypeError('x')
    expect(await inWords(folder, bug)).toBe(bug)
  })
})

const run = promisify(execFile)

/** A file system of its own; null where this may not be done here. */
async function mounted(options: string): Promise<string | null> {
  const folder = await temporaryFolder()
  if (process.platform !== 'linux') return null
  try {
    await run('mount', ['-t', 'tmpfs', '-o', options, 'nagumo-test', folder])
  } catch {
    return null
  }
  onTestFinished(async () => void (await run('umount', ['-l', folder]).catch(() => undefined)))
  return folder
}

describe('a read-only disk', () => {
  it('is told at the start, and what is kept there can be read', async ({ skip }) => {
    const disk = await mounted('size=4m')
    if (disk === null) return skip('a file system can’t be mounted here')
    const folder = join(disk, 'library')
    const shipped = await temporaryFolder()
    await (await openLibrary(folder, shipped)).reports.keep(report())
    await run('mount', ['-o', 'remount,ro', disk])
    const { reports, status, requireWritable } = await openLibrary(folder, shipped)
    const refusal = {
      code: 'LIBRARY_UNWRITABLE',
      message: expect.stringMatching(new RegExp(`${folder}: it is read-only`)),
    }
    expect((await status()).problem).toEqual(refusal)
    await expect(requireWritable()).rejects.toMatchObject(refusal)
    expect((await reports.list()).entries).toHaveLength(1)
    await expect(reports.keep(report({ id: 'another' }))).rejects.toMatchObject(refusal)
    await expect(reports.remove(report().id)).rejects.toMatchObject(refusal)
    // The first start on such a disk.
    const fresh = await openLibrary(join(disk, 'deep', 'fresh'), shipped)
    expect((await fresh.status()).problem).toMatchObject({ code: 'LIBRARY_UNWRITABLE' })
    await expect(fresh.reports.keep(report())).rejects.toMatchObject({ code: 'LIBRARY_UNWRITABLE' })
  })
})

describe('a full disk', () => {
  it('is given room by emptying the trash, which is said; then the way out is named', async ({ skip }) => {
    const disk = await mounted('size=1m')
    if (disk === null) return skip('a file system can’t be mounted here')
    const folder = join(disk, 'library')
    const { reports, status } = await openLibrary(folder, await temporaryFolder())
    const large = (k: number) =>
      report({ id: `large-${k}`, fit: { ...report().fit, t: Array(20_000).fill(0.123456) } })
    let kept = 0
    const fill = async () => {
      for (;;) {
        try {
          await reports.keep(large(kept))
        } catch (error) {
          return error
        }
        kept++
      }
    }
    const full = {
      code: 'LIBRARY_UNWRITABLE',
      message: expect.stringMatching(new RegExp(`The disk is full.*${folder}.*empty the trash`)),
    }
    expect(await fill()).toMatchObject(full)
    expect(kept).toBeGreaterThan(2)
    expect((await status()).notices).toEqual([])
    await reports.remove('large-0')
    await reports.remove('large-1')
    expect((await status()).trash).toMatchObject({ entries: 2, bytes: expect.any(Number) })
    await reports.keep(large(kept))
    kept++
    const { notices, trash } = await status()
    expect(notices).toEqual([
      { id: 1, text: expect.stringMatching(/full: the trash was emptied, which freed \d+ kB/) },
    ])
    expect(trash).toEqual({ entries: 0, bytes: 0 })
    expect(await fill()).toMatchObject(full)
    // All that was kept is whole, nothing half-written is left.
    expect((await reports.list()).entries).toHaveLength(kept - 2)
    for (const { id } of (await reports.list()).entries) await reports.get(id)
    expect(await readdir(join(folder, 'temporary'))).toEqual([])
  })
})

describe('the trash', () => {
  it('is emptied on request, and then nothing comes back', async () => {
    const { folder, reports, status, emptyTrash } = await withReport()
    await reports.remove(report().id)
    const { trash } = await status()
    expect(trash.entries).toBe(1)
    expect(trash.bytes).toBeGreaterThan(1000)
    await emptyTrash()
    expect((await status()).trash).toEqual({ entries: 0, bytes: 0 })
    await expect(reports.restore(report().id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await readdir(folder)).toEqual(['lock', 'reports', 'temporary'])
  })

  it('that was being emptied when the program was killed is cleared at the next start', async () => {
    const { folder, shipped } = await withReport()
    await mkdir(join(folder, 'trash-0123456789abcdef', 'reports'), { recursive: true })
    await openLibrary(folder, shipped)
    expect(await readdir(folder)).toEqual(['lock', 'reports', 'temporary'])
  })

  it('keeps removals of the same id apart, and puts nothing over what is there again', async () => {
    const { reports } = await withReport()
    const { id } = report()
    await reports.remove(id)
    await reports.keep(report({ seed: 8 }))
    await expect(reports.restore(id)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/There is a report .* again/),
    })
    await expect(reports.keep(report({ seed: 9 }))).rejects.toMatchObject({ code: 'USAGE' })
    expect(await reports.get(id)).toMatchObject({ seed: 8 })
    await reports.remove(id)
    expect(await reports.restore(id)).toMatchObject({ seed: 8 })
    await reports.remove(id)
    expect(await reports.restore(id)).toMatchObject({ seed: 8 })
  })
})
