import { rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Id } from '../contract/common.ts'
import { NagumoError } from '../contract/errors.ts'
import { ReadingChoice } from '../contract/recordings.ts'
import { change as changeLibrary } from './changes.ts'
import { loadJson } from './files.ts'
import { knownOf } from './known.ts'
import { requireReachable } from './reach.ts'
import { replaceSealed } from './replace-file.ts'

/** How a file was read, as the default for the next one with the same layout. */
const RememberedReading = z.object({
  /** The column names and the separator. */
  shape: z.string(),
  /** Name of the file that the choice was made for. */
  file: z.string(),
  choice: ReadingChoice,
})
export type RememberedReading = z.infer<typeof RememberedReading>

const SettingsFile = z.object({
  format: z.literal('nagumo-settings'),
  version: z.literal(1),
  /** The model used where none is named; null for the first in the list. */
  defaultModel: Id.nullable(),
  /** Most recent first. */
  readings: z.array(RememberedReading).default([]),
})
type Settings = Pick<z.infer<typeof SettingsFile>, 'defaultModel' | 'readings'>

const usual: Settings = { defaultModel: null, readings: [] }
const mostReadings = 100

/**
 * The user's settings, in settings.json. An unreadable file counts as empty, with a notice, and is set aside at the
 * next change. One from a newer version of the program is left unchanged, and no setting is saved.
 */
export function createSettings(root: string) {
  const path = join(root, 'settings.json')

  const load = async () => {
    const loaded = await loadJson(path, SettingsFile, 1)
    if (loaded.value === null) await requireReachable(root)
    if (loaded.value === null && loaded.why !== 'missing') {
      const next =
        loaded.why === 'newer'
          ? 'Until this program is updated, choices are not saved, and the file stays unchanged.'
          : 'At the next choice it is renamed and a new file started.'
      knownOf(root).tell(
        `The default model and the import choices that you made can’t be read: ${loaded.damage} (${path}). ${next}`,
      )
    }
    return loaded
  }

  const read = async (): Promise<Settings> => (await load()).value ?? usual

  /** @param by the settings to change @throws NagumoError LIBRARY_UNWRITABLE where a newer version wrote the file */
  const change = (by: (before: Settings) => Partial<Settings>): Promise<void> =>
    changeLibrary(root, async () => {
      const loaded = await load()
      if (loaded.value === null && loaded.why === 'newer') {
        throw new NagumoError(
          'LIBRARY_UNWRITABLE',
          `The choice can’t be saved: ${loaded.damage}. Update Nagumo, and try again.`,
        )
      }
      const before = loaded.value ?? usual
      const { defaultModel, readings } = { ...before, ...by(before) }
      const file = { format: 'nagumo-settings', version: 1, defaultModel, readings }
      await replaceSealed(root, path, file, async () => {
        if (loaded.value === null && loaded.why !== 'missing') await setAside(root, path, loaded.damage)
      })
    })

  return {
    read,
    setDefaultModel: (defaultModel: string | null): Promise<void> => change(() => ({ defaultModel })),
    /** The choice for the most recent file with this layout, or null. */
    async readingLike(shape: string): Promise<RememberedReading | null> {
      return (await read()).readings.find((one) => one.shape === shape) ?? null
    },
    /** Silent where a newer version's file prevents saving: the user was notified when the settings were read. */
    async rememberReading(reading: RememberedReading): Promise<void> {
      const loaded = await load()
      if (loaded.value === null && loaded.why === 'newer') return
      await change((before) => {
        const others = before.readings.filter(({ shape }) => shape !== reading.shape)
        // An empty choice counts as none.
        const all = Object.keys(reading.choice).length > 0 ? [reading, ...others] : others
        return { readings: all.slice(0, mostReadings) }
      })
    },
  }
}

export type SettingsStore = ReturnType<typeof createSettings>

/** Renames an unreadable file to a name that is not in use. */
async function setAside(root: string, path: string, damage: string): Promise<void> {
  let name = 'settings-damaged.json'
  for (let k = 2; await stat(join(root, name)).catch(() => null); k++) name = `settings-damaged-${k}.json`
  await rename(path, join(root, name))
  knownOf(root).tell(
    `The file with your choices could not be read (${damage}). It was renamed to ${join(root, name)}, and a new file was started.`,
  )
}
