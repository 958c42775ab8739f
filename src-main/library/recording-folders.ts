import { z } from 'zod'
import { NagumoError } from '../contract/errors.ts'
import { Line } from '../contract/notes.ts'
import { createBeside } from './beside.ts'
import { change } from './changes.ts'
import { createShelf, listShelf } from './shelf.ts'

const FolderFile = z.object({
  format: z.literal('nagumo-recording-folder'),
  version: z.literal(1),
  folder: Line,
})

/**
 * The user's folder of a recording: folder.json beside it, so that the recording itself stays unchanged and trash and
 * restore include it. A folder exists as long as it contains a recording.
 */
export function createRecordingFolders(root: string) {
  const shelf = createShelf(root, 'recordings', 'recording')
  const beside = createBeside<{ folder: string }>(root, {
    name: 'folder',
    format: 'nagumo-recording-folder',
    schema: FolderFile,
    notKnown: (id) => `The folder of the recording “${id}” can’t be read`,
    notKept: (id) => `The recording “${id}” can’t be moved`,
    whereDamaged:
      'The recording itself is intact, and is shown outside the folders. When it is next moved to a folder, the file is renamed and a new one started.',
  })
  const folderOf = async (id: string): Promise<string> =>
    (await beside.read(id, await shelf.folderOf(id)))?.folder ?? ''

  return {
    /** The folder of each recording that has one, by id. */
    async all(): Promise<Record<string, string>> {
      const { entries } = await listShelf(shelf.kind, await shelf.ids(), async (id) => [
        id,
        await folderOf(id),
      ])
      return Object.fromEntries(entries.filter(([, folder]) => folder !== ''))
    },
    /**
     * Moves recordings to a folder, or out of theirs where its name is empty. Missing recordings are skipped.
     * @throws NagumoError NOT_FOUND where none of them exists, LIBRARY_UNWRITABLE
     */
    move: (ids: readonly string[], folder: string): Promise<void> =>
      change(
        root,
        async () => {
          let missing: unknown = null
          let moved = 0
          for (const id of ids) {
            try {
              const own = await shelf.folderOf(id)
              if ((await beside.read(id, own))?.folder !== folder) await beside.write(id, own, { folder })
              moved++
            } catch (error) {
              if (!(error instanceof NagumoError && error.code === 'NOT_FOUND')) throw error
              missing = error
            }
          }
          if (moved === 0 && missing !== null) throw missing
        },
        'recordings',
      ),
    /** Assigns a folder to a recording being imported. */
    begin: (own: string, folder: string): Promise<void> => beside.writeFirst(own, { folder }),
  }
}

export type RecordingFolders = ReturnType<typeof createRecordingFolders>
