import type * as promises from 'node:fs/promises'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openLibrary } from '../../src-main/library/index.ts'
import { report, temporaryFolder } from '../services/fixtures.ts'

/** What the disk of the tests does; a file system of its own (reach.test.ts) can’t be had everywhere. */
const disk = vi.hoisted(() => ({
  state: 'well' as 'well' | 'read-only' | 'forbidden' | 'full' | 'crammed',
  folder: '',
}))
afterEach(() => {
  disk.state = 'well'
})

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof promises>()
  const fails = (code: string, path: unknown) => Object.assign(new Error(code), { code, path })
  const isHere = (path: unknown) => disk.folder !== '' && String(path).startsWith(disk.folder)
  /** A function of the module that fails as the disk does. */
  const broken = <K extends keyof typeof promises>(name: K, codeOf: (args: unknown[]) => string | null) => {
    const original = real[name] as (...args: unknown[]) => Promise<unknown>
    return async (...args: unknown[]) => {
      const code = isHere(args[0]) ? codeOf(args) : null
      if (code) throw fails(code, args[0])
      return original(...args)
    }
  }
  const changing = () => (disk.state === 'read-only' ? 'EROFS' : null)
  const reading = () => (disk.state === 'forbidden' ? 'EACCES' : null)
  const writing = ([, flags]: unknown[]) => {
    if (flags === 'r') return null
    return disk.state === 'full' ? 'ENOSPC' : changing()
  }
  return {
    ...real,
    readdir: broken('readdir', reading),
    access: broken('access', changing),
    // As Node reports it where folders above were to be made too.
    mkdir: broken('mkdir', ([path, options]) => {
      const crammed = disk.state === 'crammed' && !String(path).endsWith('lock')
      const code = crammed ? 'ENOSPC' : changing()
      return code && options ? 'ENOENT' : code
    }),
    open: broken('open', writing),
    writeFile: broken('writeFile', changing),
    rename: async (from: string, to: string) => {
      if (isHere(from) && changing()) throw fails('EROFS', from)
      // Room is made by emptying the trash.
      if (from.endsWith('trash') && disk.state === 'full') disk.state = 'well'
      return real.rename(from, to)
    },
  }
})

async function withReport() {
  const folder = join(await temporaryFolder(), 'library')
  disk.folder = folder
  const library = await openLibrary(folder, await temporaryFolder())
  await library.reports.keep(report())
  return { ...library, folder }
}

const another = report({ id: 'another' })

describe('a library on a read-only disk', () => {
  it('is told to be so at the start, and wherever something was to be kept; all in it can be read', async () => {
    const { folder } = await withReport()
    disk.state = 'read-only'
    const library = await openLibrary(folder, await temporaryFolder())
    const { reports, settings, status, inTemporaryFolder } = library
    const refusal = {
      code: 'LIBRARY_UNWRITABLE',
      message: expect.stringContaining(`${folder}: it is read-only`),
    }
    expect((await status()).problem).toEqual(refusal)
    expect(await reports.get(report().id)).toEqual(report())
    const choice = { timeUnit: 'ms' as const }
    for (const change of [
      () => reports.keep(another),
      () => reports.remove(report().id),
      () => settings.rememberReading({ shape: 'a', file: 'a.csv', choice }),
      () => inTemporaryFolder(async () => undefined),
      () => library.requireWritable(),
    ]) {
      await expect(change()).rejects.toMatchObject(refusal)
    }
  })

  it('still gives the work that was not finished there', async () => {
    const { folder, work } = await withReport()
    const place = { address: '#/train', recordingId: null }
    await work.keepPlace(place)
    disk.state = 'read-only'
    const again = await openLibrary(folder, await temporaryFolder())
    expect(await again.work.place()).toEqual(place)
    await expect(again.work.keepPlace(place)).rejects.toMatchObject({ code: 'LIBRARY_UNWRITABLE' })
  })

  it('that was to be begun there says so too', async () => {
    const folder = join(await temporaryFolder(), 'deep', 'library')
    disk.folder = join(folder, '..', '..')
    disk.state = 'read-only'
    const { reports, status } = await openLibrary(folder, await temporaryFolder())
    expect((await status()).problem).toMatchObject({ code: 'LIBRARY_UNWRITABLE' })
    await expect(reports.keep(another)).rejects.toMatchObject({
      code: 'LIBRARY_UNWRITABLE',
      message: expect.stringContaining(folder),
    })
  })
})

describe('a library that may not be read', () => {
  it('is no empty one', async () => {
    const { folder } = await withReport()
    disk.state = 'forbidden'
    const { reports, models, status } = await openLibrary(folder, await temporaryFolder())
    const refusal = {
      code: 'LIBRARY_UNREACHABLE',
      message: expect.stringContaining(`${folder}: you have no permission to read it`),
    }
    expect((await status()).problem).toEqual(refusal)
    await expect(reports.list()).rejects.toMatchObject({ code: 'LIBRARY_UNREACHABLE' })
    await expect(models.list()).rejects.toMatchObject({ code: 'LIBRARY_UNREACHABLE' })
    disk.state = 'well'
    expect((await reports.list()).entries).toHaveLength(1)
  })
})

describe('a full disk', () => {
  it('that has no room for the trash either has what is removed deleted for good, which is said', async () => {
    const { folder, reports, status } = await withReport()
    disk.state = 'crammed'
    await reports.remove(report().id)
    expect((await reports.list()).entries).toEqual([])
    const { notices } = await status()
    expect(notices.map(({ text }) => text)).toEqual([expect.stringMatching(/was deleted permanently/)])
    disk.state = 'well'
    expect(await readdir(folder)).toEqual(['lock', 'reports', 'temporary'])
  })

  it('has its trash emptied, once, and what was to be kept is kept', async () => {
    const { reports, status } = await withReport()
    await reports.remove(report().id)
    disk.state = 'full'
    await reports.keep(another)
    expect((await reports.list()).entries.map(({ id }) => id)).toEqual(['another'])
    const { notices, trash } = await status()
    expect(notices.map(({ text }) => text)).toEqual([expect.stringContaining('the trash was emptied')])
    expect(trash).toEqual({ entries: 0, bytes: 0 })
  })

  it('with nothing in the trash names the folder and the ways out', async () => {
    const { folder, reports, status } = await withReport()
    disk.state = 'full'
    await expect(reports.keep(another)).rejects.toMatchObject({
      code: 'LIBRARY_UNWRITABLE',
      message: expect.stringMatching(new RegExp(`full.*${folder}.*empty the trash`)),
    })
    expect((await status()).notices).toEqual([])
    expect((await reports.list()).entries).toHaveLength(1)
  })
})
