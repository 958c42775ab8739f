import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { damagedBytes } from './damaged-bytes.ts'
import { type Host, nagumo } from './programs.ts'
import type { Setting } from './scenario.ts'
import { must } from './tally.ts'

/**
 * Truncation and bit flips of settings.json: the command line says that the choices are not known, and leaves the file
 * as it is. A program says so once, so each try takes one of its own, and there are fewer of them.
 */
export async function trySettings(setting: Setting, { client }: Host, library: string, model: string) {
  await client.models.makeDefault({ id: model })
  const path = join(library, 'settings.json')
  const whole = await readFile(path)
  for (let step = 0; step < (setting.short ? 6 : 40); step++) {
    await setting.tally.attempt('damage', 'settings.json', step, async () => {
      const bytes = damagedBytes(whole, setting.chance(step), step)
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
