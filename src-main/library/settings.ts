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

/** What was decided about a file, to be offered for the next one of its shape. */
const RememberedReading = z.object({
  /** The columns' names and what separates them. */
  shape: z.string(),
  /** Name of the file that it was decided for. */
  file: z.string(),
  choice: ReadingChoice,
})
export type RememberedReading = z.infer<typeof RememberedReading>

const SettingsFile = z.object({
  format: z.literal('nagumo-settings'),
  version: z.literal(1),
  /** The model that is used where none is named; null for the first of the list. */
  defaultModel: Id.nullable(),
  /** The last one first. */
  readings: z.array(RememberedReading).default([]),
})
type Settings = Pick<z.infer<typeof SettingsFile>, 'defaultModel' | 'readings'>

const usual: Settings = { defaultModel: null, readings: [] }
const mostReadings = 100

/**
 * What a person chose, in settings.json. One that can't be read counts as none, which the person is told; with the next
 * choice it is set aside. One of a newer program is left as it is, and no choice is kept.
 */
export function createSettings(root: string) {
  const path = join(root, 'settings.json')

  const load = async () => {
    const loaded = await loadJson(path, SettingsFile, 1)
    if (loaded.value === null) await requireReachable(root)
    if (loaded.value === null && loaded.why !== 'missing') {
      const next =
        loaded.why === 'newer'
          ? 'Until this program is updated, choices are not kept, and the file is left as it is.'
          : 'With the next choice it is set aside and a new one begun.'
      knownOf(root).tell(
        `The default model and the ways of reading that you chose are not known: ${loaded.damage} (${path}). ${next}`,
      )
    }
    return loaded
  }

  const read = async (): Promise<Settings> => (await load()).value ?? usual

  /** @param by what is to be other than before @throws NagumoError LIBRARY_UNWRITABLE where a newer program wrote it */
  const change = (by: (before: Settings) => Partial<Settings>): Promise<void> =>
    changeLibrary(root, async () => {
      const loaded = await load()
      if (loaded.value === null && loaded.why === 'newer') {
        throw new NagumoError(
          'LIBRARY_UNWRITABLE',
          `The choice can’t be kept: ${loaded.damage}. Update Nagumo, and choose again.`,
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
    /** What was decided for the last file of this shape, or null. */
    async readingLike(shape: string): Promise<RememberedReading | null> {
      return (await read()).readings.find((one) => one.shape === shape) ?? null
    },
    /** Says nothing where it can't be kept because of a newer program: that was told when the settings were read. */
    async rememberReading(reading: RememberedReading): Promise<void> {
      const loaded = await load()
      if (loaded.value === null && loaded.why === 'newer') return
      await change((before) => {
        const others = before.readings.filter(({ shape }) => shape !== reading.shape)
        // An empty choice is none.
        const all = Object.keys(reading.choice).length > 0 ? [reading, ...others] : others
        return { readings: all.slice(0, mostReadings) }
      })
    },
  }
}

export type SettingsStore = ReturnType<typeof createSettings>

/** Keeps a file that can't be read under a name that none has yet. */
async function setAside(root: string, path: string, damage: string): Promise<void> {
  let name = 'settings-damaged.json'
  for (let k = 2; await stat(join(root, name)).catch(() => null); k++) name = `settings-damaged-${k}.json`
  await rename(path, join(root, name))
  knownOf(root).tell(
    `The file with your choices could not be read (${damage}). It was set aside as ${join(root, name)}, and a new one begun.`,
  )
}
