import { z } from 'zod'
import { Notes, type NotesChange } from '../contract/notes.ts'
import { isBlank, noNotes, withChange } from '../contract/written.ts'
import { createBeside } from './beside.ts'
import { change as changeLibrary } from './changes.ts'

/** In an entry's folder, beside the immutable document. */
export const notesFile = 'notes.json'

const NotesFile = Notes.extend({ format: z.literal('nagumo-notes'), version: z.literal(1) })

/** A user's notes on an entry. Where a newer version of the program wrote them, none are saved. */
export function createNotes(root: string, kind: string, shelf: string) {
  const beside = createBeside<Notes>(root, {
    name: 'notes',
    format: 'nagumo-notes',
    schema: NotesFile,
    notKnown: (id) => `The title, tags and note of the ${kind} “${id}” can’t be read`,
    notKept: (id) => `The title, tags and note of the ${kind} “${id}” can’t be saved`,
    whereDamaged:
      'The report’s numbers are intact. When a title, tag or note is next saved, the file is renamed and a new one started.',
  })

  /** Undefined where there are none. */
  const read = async (id: string, folder: string): Promise<Notes | undefined> => {
    const value = await beside.read(id, folder)
    if (!value) return undefined
    const { title, tags, note, group } = value
    return isBlank(value) ? undefined : { title, tags, note, group }
  }

  return {
    read,
    /**
     * @param folderOf the entry's folder, resolved while the library is locked
     * @returns the notes after the change
     * @throws NagumoError LIBRARY_UNWRITABLE where a newer version wrote them, and what `folderOf` throws
     */
    change: (id: string, by: NotesChange, folderOf: () => Promise<string>): Promise<Notes> =>
      changeLibrary(
        root,
        async () => {
          const folder = await folderOf()
          const notes = Notes.parse(withChange((await read(id, folder)) ?? noNotes, by))
          await beside.write(id, folder, notes)
          return notes
        },
        shelf,
      ),
  }
}
