import { rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { NagumoError } from '../contract/errors.ts'
import { Notes, type NotesChange } from '../contract/notes.ts'
import { isBlank, noNotes, withChange } from '../contract/written.ts'
import { remembered } from '../integrity/unchanged-file.ts'
import { change as changeLibrary } from './changes.ts'
import { loadJson } from './files.ts'
import { knownOf } from './known.ts'
import { replaceSealed } from './replace-file.ts'

/** In an entry's folder, beside the document that never changes. */
export const notesFile = 'notes.json'

const NotesFile = Notes.extend({ format: z.literal('nagumo-notes'), version: z.literal(1) })
/** Notes are at most some 100 kB. */
const mostBytes = 1024 * 1024

const files = remembered((path) => loadJson(path, NotesFile, 1, mostBytes), 20_000)

/**
 * What a person wrote beside an entry. Notes that can't be read count as none, which the person is told; with the next
 * ones they are set aside. Notes of a newer program are left as they are, and none are kept.
 */
export function createNotes(root: string, kind: string, shelf: string) {
  const load = async (id: string, folder: string) => {
    const path = join(folder, notesFile)
    const loaded = await files.of(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      return { value: null, damage: `${notesFile} can’t be opened`, why: 'unreadable' as const }
    })
    if (loaded === null || loaded.damage === null) return loaded
    const next =
      loaded.why === 'newer'
        ? 'Until this program is updated they are not shown, none are kept, and the file is left as it is.'
        : 'The numbers are whole. With the next title, tag or note the file is set aside and a new one begun.'
    knownOf(root).tell(
      `The title, tags and note of the ${kind} “${id}” are not known: ${loaded.damage} (${path}). ${next}`,
    )
    return loaded
  }

  /** Undefined where nothing is written. */
  const read = async (id: string, folder: string): Promise<Notes | undefined> => {
    const value = (await load(id, folder))?.value
    if (!value) return undefined
    const { title, tags, note, group } = value
    return isBlank(value) ? undefined : { title, tags, note, group }
  }

  return {
    read,
    /**
     * @param folderOf the entry's folder, asked for when the library is one's own
     * @returns all that is written now
     * @throws NagumoError LIBRARY_UNWRITABLE where a newer program wrote them, and what `folderOf` throws
     */
    change: (id: string, by: NotesChange, folderOf: () => Promise<string>): Promise<Notes> =>
      changeLibrary(
        root,
        async () => {
          const folder = await folderOf()
          const loaded = await load(id, folder)
          if (loaded && loaded.damage !== null && loaded.why === 'newer') {
            throw new NagumoError(
              'LIBRARY_UNWRITABLE',
              `The notes of the ${kind} “${id}” can’t be kept: ${loaded.damage}. Update Nagumo, and write them again.`,
            )
          }
          const notes = Notes.parse(withChange((await read(id, folder)) ?? noNotes, by))
          const path = join(folder, notesFile)
          const file = { format: 'nagumo-notes', version: 1, ...notes }
          await replaceSealed(root, path, file, async () => {
            if (loaded && loaded.damage !== null) await setAside(root, folder)
          })
          return notes
        },
        shelf,
      ),
  }
}

/** Keeps notes that can't be read under a name that none has yet. */
async function setAside(root: string, folder: string): Promise<void> {
  let name = 'notes-damaged.json'
  for (let k = 2; await stat(join(folder, name)).catch(() => null); k++) name = `notes-damaged-${k}.json`
  await rename(join(folder, notesFile), join(folder, name))
  knownOf(root).tell(
    `A title, tags and note could not be read. They were set aside as ${join(folder, name)}, and new ones begun.`,
  )
}
