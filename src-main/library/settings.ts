import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Id } from '../contract/common.ts'
import { loadJson, syncPath, writeDurably } from './files.ts'
import { inTemporaryFolder } from './shelf.ts'

const SettingsFile = z.object({
  format: z.literal('nagumo-settings'),
  version: z.literal(1),
  /** The model that is used where none is named; null for the first of the list. */
  defaultModel: Id.nullable(),
})
type Settings = Pick<z.infer<typeof SettingsFile>, 'defaultModel'>

const usual: Settings = { defaultModel: null }

/** What a person chose, in settings.json. A damaged file counts as none: nothing is lost with it but a choice. */
export function createSettings(root: string) {
  const path = join(root, 'settings.json')
  const read = async (): Promise<Settings> => (await loadJson(path, SettingsFile, 1)).value ?? usual
  return {
    read,
    async change(changes: Partial<Settings>): Promise<void> {
      const { defaultModel } = { ...(await read()), ...changes }
      const file = { format: 'nagumo-settings', version: 1, defaultModel }
      await inTemporaryFolder(root, async (folder) => {
        const next = join(folder, 'settings.json')
        await writeDurably(next, `${JSON.stringify(file, null, 1)}\n`)
        await rename(next, path)
        await syncPath(root)
      })
    },
  }
}
