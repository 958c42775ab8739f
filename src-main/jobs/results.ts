import type { Notes, NotesChange } from '../contract/notes.ts'
import { isBlank, noNotes, withChange } from '../contract/written.ts'
import type { DocumentShelf } from '../library/documents.ts'
import { fromRpcError } from '../rpc/errors.ts'

/** Results of one kind: those on disk, and in memory those that could not be written. */
export interface Results<Document> {
  /** @returns why it could not be saved, as a message; it stays in memory */
  keep(document: Document): Promise<string | null>
  /** Retries. @throws NagumoError why not, or NOT_FOUND */
  keepAgain(id: string): Promise<void>
  /** Unsaved results, newest first, with the reason and their notes. */
  unkept(): Unkept<Document>[]
  /** Changes the notes of a document. @returns the notes after the change @throws NagumoError NOT_FOUND */
  annotate(id: string, by: NotesChange): Promise<Notes>
  /** @throws NagumoError NOT_FOUND, LIBRARY_DAMAGED */
  get(id: string): Promise<Document>
  remove(id: string): Promise<void>
  /** Restores a removed result. */
  restore(id: string): Promise<Document>
}

export interface Unkept<Document> {
  document: Document
  notKept: string
  /** Changes of its notes. */
  notes?: NotesChange
}

/** @param put writes a document, where it may replace an earlier one of the same id otherwise than by `keep` */
export function createResults<Document extends { id: string }, Entry>(
  shelf: DocumentShelf<Document, Entry>,
  put: (document: Document) => Promise<void> = (document) => shelf.keep(document),
): Results<Document> {
  const held = new Map<string, Unkept<Document>>()
  /** Removed before they were saved. */
  const removed = new Map<string, Unkept<Document>>()

  const write = async (document: Document): Promise<void> => {
    await put(document)
    const notes = held.get(document.id)?.notes
    if (notes) await shelf.annotate(document.id, notes)
    held.delete(document.id)
  }

  const keep = async (document: Document): Promise<string | null> => {
    try {
      await write(document)
      return null
    } catch (error) {
      const { code, message } = fromRpcError(error)
      // A programming error is logged too; the results are still valid.
      if (!code.startsWith('LIBRARY_')) console.error(error)
      held.set(document.id, { ...held.get(document.id), document, notKept: message })
      return message
    }
  }

  return {
    keep,
    async keepAgain(id) {
      const found = held.get(id)
      if (!found) return void (await shelf.get(id))
      await write(found.document)
    },
    unkept: () => [...held.values()].reverse(),
    async annotate(id, by) {
      const found = held.get(id)
      if (!found) return shelf.annotate(id, by)
      found.notes = { ...found.notes, ...by }
      return withChange(await shelf.notes(id), found.notes)
    },
    get: async (id) => held.get(id)?.document ?? shelf.get(id),
    async remove(id) {
      const found = held.get(id)
      if (!found) return shelf.remove(id)
      held.delete(id)
      removed.set(id, found)
    },
    async restore(id) {
      const found = removed.get(id)
      if (!found) return shelf.restore(id)
      removed.delete(id)
      held.set(id, found)
      return found.document
    },
  }
}

/** Saves a document, replacing an earlier one of its id. @throws NagumoError why it could not be saved */
export async function keepInPlace<Document extends { id: string }, Entry>(
  shelf: DocumentShelf<Document, Entry>,
  document: Document,
): Promise<void> {
  const before = await shelf.get(document.id).catch(() => null)
  return before ? shelf.replace(document) : shelf.keep(document)
}

/** A list: unsaved documents, which replace an earlier one of their id, then those on disk. */
export function withUnkept<Document extends { id: string }, Entry extends { id: string }>(
  results: Results<Document>,
  kept: (Entry & { notes?: Notes })[],
  entryOf: (document: Document) => Entry,
): (Entry & { notes?: Notes; notKept?: string })[] {
  const unkept = results.unkept()
  const ids = new Set(unkept.map(({ document }) => document.id))
  const earlier = new Map(kept.filter(({ id }) => ids.has(id)).map(({ id, notes }) => [id, notes]))
  return [
    ...unkept.map(({ document, notKept, notes }) => {
      const written = withChange(earlier.get(document.id) ?? noNotes, notes ?? {})
      return { ...entryOf(document), notKept, ...(!isBlank(written) && { notes: written }) }
    }),
    ...kept.filter(({ id }) => !ids.has(id)),
  ]
}
