import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLibrary } from '../../src-main/library/index.ts'
import { modelsFolder, temporaryFolder } from '../services/fixtures.ts'

async function open(text?: string) {
  const folder = await temporaryFolder()
  if (text !== undefined) await writeFile(join(folder, 'settings.json'), text)
  const library = await openLibrary(folder, await modelsFolder())
  const told = async () => (await library.status()).notices.map((notice) => notice.text)
  return { told, ...library }
}

const reading = (shape: string) => ({ shape, file: 'cell.csv', choice: { timeUnit: 'ms' as const } })

describe('choices', () => {
  it('made at once are all kept', async () => {
    const { settings, models } = await open()
    await Promise.all([
      ...['a', 'b', 'c', 'd'].map((shape) => settings.rememberReading(reading(shape))),
      models.makeDefault('rudi-2022'),
    ])
    const { readings, defaultModel } = await settings.read()
    expect(readings.map(({ shape }) => shape).sort()).toEqual(['a', 'b', 'c', 'd'])
    expect(defaultModel).toBe('rudi-2022')
  })

  it.each([
    ['cut off', '{"format":"nagumo-se', 'is truncated'],
    ['of something else', '{"format":"other","version":1}', 'not valid'],
  ])(
    'that are %s are said to be lost at the start, and set aside with the next one',
    async (_, text, why) => {
      const { folder, told, models, settings } = await open(text)
      expect(await told()).toEqual([expect.stringContaining(why)])
      expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe(text)
      await models.makeDefault('rudi-2022')
      expect((await settings.read()).defaultModel).toBe('rudi-2022')
      expect(await readFile(join(folder, 'settings-damaged.json'), 'utf8')).toBe(text)
      expect((await told()).at(-1)).toMatch(/renamed to .*settings-damaged\.json/)
      // Another time, another name.
      await writeFile(join(folder, 'settings.json'), text)
      await settings.rememberReading(reading('a'))
      expect(await readdir(folder)).toContain('settings-damaged-2.json')
    },
  )

  it('with a bit changed are not taken for what was chosen', async () => {
    const { folder, models } = await open()
    await models.makeDefault('rudi-2022')
    const path = join(folder, 'settings.json')
    const whole = await readFile(path)
    // Another letter of the id: still JSON, and still an id.
    const bytes = Buffer.from(whole)
    bytes[whole.indexOf('rudi-2022')] ^= 1
    await writeFile(path, bytes)
    const again = await openLibrary(folder, await modelsFolder())
    expect((await again.settings.read()).defaultModel).toBe(null)
    expect((await again.status()).notices).toMatchObject([
      { text: expect.stringContaining('was changed after') },
    ])
    expect(await readFile(path)).toEqual(bytes)
  })

  it('that can’t be opened are set aside too', async () => {
    const { folder, told, settings } = await open()
    await mkdir(join(folder, 'settings.json'))
    await settings.rememberReading(reading('a'))
    expect((await settings.read()).readings).toHaveLength(1)
    expect((await told()).at(-1)).toContain('renamed to')
  })

  it('of a newer program are left as they are, which is said; what is chosen now is not kept', async () => {
    const newer = '{"format":"nagumo-settings","version":2,"defaultModel":"theirs","more":[1]}'
    const { folder, told, models, settings } = await open(newer)
    expect(await told()).toEqual([expect.stringMatching(/version 2.*choices are not saved/)])
    await expect(models.makeDefault('rudi-2022')).rejects.toMatchObject({
      code: 'LIBRARY_UNWRITABLE',
      message: expect.stringMatching(/can’t be saved.*Update Nagumo/),
    })
    await settings.rememberReading(reading('a'))
    expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe(newer)
    expect(await readdir(folder)).toEqual(expect.not.arrayContaining(['settings-damaged.json']))
  })
})
