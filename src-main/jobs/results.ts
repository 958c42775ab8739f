import type { Notes, NotesChange } from '../contract/notes.ts'
import { isBlank, noNotes, withChange } from '../contract/written.ts'
import type { DocumentShelf } from '../library/documents.ts'
import { fromRpcError } from '../rpc/errors.ts'

/** Results of one kind: those on disk, and those that could not be written, for as long as the program runs. */
export interface Results<Document> {
  /** @returns why it could not be kept, in words for the person; it is here all the same */
  keep(document: Document): Promise<string | null>
  /** Tries once more. @throws NagumoError why not, or NOT_FOUND */
  keepAgain(id: string): Promise<void>
  /** What could not be kept, newest first, why, and what was written beside it. */
  unkept(): Unkept<Document>[]
  /** Changes what is written beside a document. @returns all that is written now @throws NagumoError NOT_FOUND */
  annotate(id: string, by: NotesChange): Promise<Notes>
  /** @throws NagumoError NOT_FOUND, LIBRARY_DAMAGED */
  get(id: string): Promise<Document>
  remove(id: string): Promise<void>
  /** Takes a removal back. */
  restore(id: string): Promise<Document>
}

export interface Unkept<Document> {
  document: Document
  notKept: string
  /** What was changed of what is written beside it. */
  notes?: NotesChange
}

/** @param put writes one; where a document may take the place of an earlier one of the same id, in another way than `keep` */
export function createResults<Document extends { id: string }, Entry>(
  shelf: DocumentShelf<Document, Entry>,
  put: (document: Document) => Promise<void> = (document) => shelf.keep(document),
): Results<Document> {
  const held = new Map<string, Unkept<Document>>()
  /** Removed before they were kept. */
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
      // A mistake of the program's is its developer's matter too; the numbers are right nevertheless.
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

/** Keeps a document, in the place of an earlier one of its id where there is one. @throws NagumoError why it could not be kept */
export async function keepInPlace<Document extends { id: string }, Entry>(
  shelf: DocumentShelf<Document, Entry>,
  document: Document,
): Promise<void> {
  const before = await shelf.get(document.id).catch(() => null)
  return before ? shelf.replace(document) : shelf.keep(document)
}

/** The lines of a list: those that could not be kept, which stand for an earlier one of their id, then those on disk. */
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
