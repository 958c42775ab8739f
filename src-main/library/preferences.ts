import { join } from 'node:path'
import { z } from 'zod'
import { NagumoError } from '../contract/errors.ts'
import { Preferences } from '../contract/system.ts'
import { change as changeLibrary } from './changes.ts'
import { loadJson } from './files.ts'
import { replaceSealed } from './replace-file.ts'

const PreferencesFile = Preferences.extend({ format: z.literal('nagumo-preferences'), version: z.literal(1) })
const usual = Preferences.parse({})

/**
 * The user's window preferences, in preferences.json of the default library: the same for all projects and starts,
 * whereas a browser stores nothing across the browser host's changing ports. An unreadable file counts as absent.
 */
export function createPreferences(home: string) {
  const path = join(home, 'preferences.json')
  const read = async (): Promise<Preferences> => {
    const { value } = await loadJson(path, PreferencesFile, 1)
    return value ? Preferences.parse(value) : usual
  }
  return {
    read,
    /** @param by the preferences to change @throws NagumoError LIBRARY_UNWRITABLE */
    change: (by: { [K in keyof Preferences]?: Preferences[K] | undefined }): Promise<Preferences> =>
      changeLibrary(home, async () => {
        const loaded = await loadJson(path, PreferencesFile, 1)
        if (loaded.value === null && loaded.why === 'newer') {
          throw new NagumoError(
            'LIBRARY_UNWRITABLE',
            `The settings can’t be saved: ${loaded.damage}. Update Nagumo, and try again.`,
          )
        }
        const chosen = Object.entries(by).filter(([, value]) => value !== undefined)
        const next = Preferences.parse({ ...(await read()), ...Object.fromEntries(chosen) })
        await replaceSealed(home, path, { format: 'nagumo-preferences', version: 1, ...next })
        return next
      }),
  }
}
