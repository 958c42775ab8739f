import type { DocumentShelf } from '../library/documents.ts'
import { fromRpcError } from '../rpc/errors.ts'

/** Results of one kind: those on disk, and those that could not be written, for as long as the program runs. */
export interface Results<Document> {
  /** @returns why it could not be kept, in words for the person; it is here all the same */
  keep(document: Document): Promise<string | null>
  /** Tries once more. @throws NagumoError why not, or NOT_FOUND */
  keepAgain(id: string): Promise<void>
  /** What could not be kept, newest first, and why. */
  unkept(): { document: Document; notKept: string }[]
  /** @throws NagumoError NOT_FOUND, LIBRARY_DAMAGED */
  get(id: string): Promise<Document>
  remove(id: string): Promise<void>
  /** Takes a removal back. */
  restore(id: string): Promise<Document>
}

/** @param put writes one; where a document may take the place of an earlier one of the same id, in another way than `keep` */
export function createResults<Document extends { id: string }, Entry>(
  shelf: DocumentShelf<Document, Entry>,
  put: (document: Document) => Promise<void> = (document) => shelf.keep(document),
): Results<Document> {
  const held = new Map<string, { document: Document; notKept: string }>()
  /** Removed before they were kept. */
  const removed = new Map<string, { document: Document; notKept: string }>()

  const keep = async (document: Document): Promise<string | null> => {
    try {
      await put(document)
      held.delete(document.id)
      return null
    } catch (error) {
      const { code, message } = fromRpcError(error)
      // A mistake of the program's is its developer's matter too; the numbers are right nevertheless.
      if (!code.startsWith('LIBRARY_')) console.error(error)
      held.set(document.id, { document, notKept: message })
      return message
    }
  }

  return {
    keep,
    async keepAgain(id) {
      const found = held.get(id)
      if (!found) return void (await shelf.get(id))
      await put(found.document)
      held.delete(id)
    },
    unkept: () => [...held.values()].reverse(),
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
  if (!before) return shelf.keep(document)
  await shelf.remove(document.id)
  try {
    await shelf.keep(document)
  } catch (error) {
    await shelf.restore(document.id).catch(() => undefined)
    throw error
  }
}
