import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Id } from '../contract/common.ts'
import { ReadingChoice } from '../contract/recordings.ts'
import { loadJson, syncPath, writeDurably } from './files.ts'
import { inTemporaryFolder } from './shelf.ts'

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

/** What a person chose, in settings.json. A damaged file counts as none: nothing is lost with it but a choice. */
export function createSettings(root: string) {
  const path = join(root, 'settings.json')
  const read = async (): Promise<Settings> => (await loadJson(path, SettingsFile, 1)).value ?? usual
  const change = async (changes: Partial<Settings>): Promise<void> => {
    const { defaultModel, readings } = { ...(await read()), ...changes }
    const file = { format: 'nagumo-settings', version: 1, defaultModel, readings }
    await inTemporaryFolder(root, async (folder) => {
      const next = join(folder, 'settings.json')
      await writeDurably(next, `${JSON.stringify(file, null, 1)}\n`)
      await rename(next, path)
      await syncPath(root)
    })
  }
  return {
    read,
    change,
    /** What was decided for the last file of this shape, or null. */
    async readingLike(shape: string): Promise<RememberedReading | null> {
      return (await read()).readings.find((one) => one.shape === shape) ?? null
    },
    async rememberReading(reading: RememberedReading): Promise<void> {
      const others = (await read()).readings.filter(({ shape }) => shape !== reading.shape)
      // An empty choice is none.
      const all = Object.keys(reading.choice).length > 0 ? [reading, ...others] : others
      await change({ readings: all.slice(0, mostReadings) })
    },
  }
}

export type SettingsStore = ReturnType<typeof createSettings>
