import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openLibrary } from '../src-main/library/index.ts'
import { damagedBytes } from './damaged-bytes.ts'
import { type Host, nagumo } from './programs.ts'
import type { Setting } from './scenario.ts'
import { must } from './tally.ts'

/**
 * Truncation and bit flips of settings.json: every program that opens the library reports that the settings could not
 * be read, and does not change the file. An open library reports it only once, so each trial has its own library, and
 * every 50th uses the command line.
 */
export async function trySettings(setting: Setting, { client }: Host, library: string, model: string) {
  await client.models.makeDefault({ id: model })
  const path = join(library, 'settings.json')
  const whole = await readFile(path)
  for (let step = 0; step < (setting.short ? 12 : 500); step++) {
    await setting.tally.attempt('damage', 'settings.json', step, async () => {
      const bytes = damagedBytes(whole, setting.chance(step), step)
      await openedAlone(join(setting.folder, `settings-${step}`), bytes)
      if (step % 50 > 1) return
      await writeFile(path, bytes)
      const { out, err } = await nagumo(library, ['library']).ended
      must(err.includes(path), `nagumo library does not name it: ${out}${err}`)
      must((await readFile(path)).equals(bytes), 'the damaged file was written over')
    })
    await writeFile(path, whole)
  }
  await setting.tally.attempt('damage', 'settings.json, put back', 0, async () => {
    must((await client.models.list())[0].id === model, 'the default model is another')
  })
}

/** In an otherwise empty library. */
async function openedAlone(library: string, bytes: Buffer): Promise<void> {
  await mkdir(library, { recursive: true })
  const path = join(library, 'settings.json')
  await writeFile(path, bytes)
  const { notices } = await (await openLibrary(library, 'none')).status()
  must(
    notices.some(({ text }) => text.includes(path)),
    'opening the library does not name it',
  )
  must((await readFile(path)).equals(bytes), 'the damaged file was written over')
  await rm(library, { recursive: true })
}
