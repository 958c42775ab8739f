import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { verify } from '../../scripts/native/verify.mjs'
import { forgetProbe, probeNative } from '../../src-main/compute/tensorflow/native-probe.ts'
import { bareFiles, builtFiles, type FakeLibrary, libraryText, writeFiles } from './support/fake-library.ts'

let home: string
let folder: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nagumo-probe-'))
  folder = join(home, 'tfjs-node')
  vi.stubEnv('XDG_CACHE_HOME', join(home, 'cache'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(home, { recursive: true, force: true })
})

const addLibrary = (library: Partial<FakeLibrary> = {}) =>
  writeFiles(folder, { ...bareFiles, ...builtFiles(library) })
const library = () => join(folder, 'deps/lib/libtensorflow_cc.so.2')
const memory = () => readFile(join(home, 'cache/nagumo/native-probe.json'), 'utf8')

describe('the trial of native TensorFlow', () => {
  it('tells the version of a library that works', async () => {
    await addLibrary({ version: '2.9.1' })
    expect(await probeNative(folder)).toEqual({ version: '2.9.1' })
  })

  it.each([
    [{ does: 'crashes' }, 'it crashed when it was loaded (SIGSEGV)'],
    [{ does: 'aborts' }, 'it crashed when it was loaded (SIGABRT)'],
    [{ does: 'junk' }, 'its answer to a trial could not be read'],
    [{ does: 'throws' }, 'loading it failed: libtensorflow_cc.so.2: invalid ELF header'],
    [{ sum: 19.5 }, 'it computed 19.5 where 20 was expected'],
    [
      { version: '2.16.1' },
      'libtensorflow 2.16.1 was found; expected 2.5 to 2.15 (npm run native brings one)',
    ],
    [{ version: 'undefined' }, 'libtensorflow undefined was found; expected 2.5 to 2.15'],
  ] as [Partial<FakeLibrary>, string][])('survives and explains %j', async (library, reason) => {
    await addLibrary(library)
    const found = await probeNative(folder)
    expect(found).toHaveProperty('reason')
    expect((found as { reason: string }).reason).toContain(reason)
    await expect(memory()).rejects.toThrow('ENOENT')
  })

  it('gives up a library that hangs', async () => {
    await addLibrary({ does: 'hangs' })
    expect(await probeNative(folder, 1000)).toEqual({ reason: 'it was not ready within 1 s' })
    expect(await verify(folder, 1000)).toEqual({ reason: 'it was not ready within 1 s' })
  })

  it('tells of a library that is gone', async () => {
    await addLibrary()
    await rm(join(folder, 'deps'), { recursive: true })
    expect((await probeNative(folder)) as { reason: string }).toHaveProperty(
      'reason',
      expect.stringContaining('loading it failed: ENOENT'),
    )
  })

  it('is remembered until the library changes', async () => {
    await addLibrary()
    await probeNative(folder)
    const remembered = await memory()
    // One that would fail if it was tried, but looks as it did.
    const broken = libraryText({ does: 'hangs' }).padEnd(libraryText().length)
    const time = new Date(1_700_000_000_000)
    await writeFile(library(), libraryText().padEnd(broken.length))
    await utimes(library(), time, time)
    await probeNative(folder)
    expect(await memory()).not.toBe(remembered)
    await writeFile(library(), broken)
    await utimes(library(), time, time)
    expect(await probeNative(folder, 1000)).toEqual({ version: '2.15.1' })

    await utimes(library(), time, new Date(1_700_000_060_000))
    expect(await probeNative(folder, 1000)).toHaveProperty('reason')
  })

  it('can be forgotten, and does without a memory', async () => {
    await addLibrary()
    await probeNative(folder)
    forgetProbe()
    await expect(memory()).rejects.toThrow('ENOENT')
    forgetProbe()
    await writeFile(join(home, 'a file'), '')
    vi.stubEnv('XDG_CACHE_HOME', join(home, 'a file'))
    expect(await probeNative(folder)).toEqual({ version: '2.15.1' })
  })
})
