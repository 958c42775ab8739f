import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLibrary } from '../../src-main/library/index.ts'
import { createPreferences } from '../../src-main/library/preferences.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nagumo-preferences-'))
  await openLibrary(home, join(home, 'none'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const usual = {
  theme: 'system',
  cores: null,
  numbers: 'system',
  uncertaintyDigits: 2,
  figures: null,
  tourSeen: false,
  traceScale: 'axes',
}

describe('preferences', () => {
  it('are the system’s theme, a process a core and the tour to come, until others are chosen', async () => {
    expect(await createPreferences(home).read()).toEqual(usual)
  })

  it('are kept one by one, for the next program', async () => {
    await createPreferences(home).change({ theme: 'dark' })
    await createPreferences(home).change({ tourSeen: true })
    await createPreferences(home).change({ traceScale: 'bars' })
    expect(await createPreferences(home).read()).toEqual({
      ...usual,
      theme: 'dark',
      tourSeen: true,
      traceScale: 'bars',
    })
  })

  it('that can’t be read count as none, and the next choice is kept', async () => {
    await writeFile(join(home, 'preferences.json'), '{"format": "nagumo-pref')
    const preferences = createPreferences(home)
    expect((await preferences.read()).theme).toBe('system')
    await preferences.change({ cores: 3 })
    expect((await preferences.read()).cores).toBe(3)
  })

  it('have how figures were written, and forget that alone where it can’t be read', async () => {
    const figures = {
      format: 'svg',
      journal: 'plos',
      column: 'double',
      widthMm: 180,
      fontSizePt: 8,
      dpi: 300,
      background: 'white',
      theme: 'print',
    } as const
    await createPreferences(home).change({ figures, numbers: 'comma', uncertaintyDigits: 3 })
    expect((await createPreferences(home).read()).figures).toEqual(figures)
    await createPreferences(home).change({ figures: { ...figures, format: 'tiff' as 'png' } })
    expect(await createPreferences(home).read()).toMatchObject({
      figures: null,
      numbers: 'comma',
      uncertaintyDigits: 3,
    })
  })

  it('of a newer program are left as they are', async () => {
    const newer = '{"format": "nagumo-preferences", "version": 2}'
    await writeFile(join(home, 'preferences.json'), newer)
    await expect(createPreferences(home).change({ cores: 3 })).rejects.toMatchObject({
      code: 'LIBRARY_UNWRITABLE',
    })
    expect(await readFile(join(home, 'preferences.json'), 'utf8')).toBe(newer)
  })
})
