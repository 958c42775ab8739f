import { join } from 'node:path'
import { z } from 'zod'
import { sealed } from '../integrity/seal.ts'
import { sha256Of } from '../integrity/sha256.ts'
import { currentSha256 } from '../integrity/unchanged-file.ts'
import { loadJson, writeDurably } from './files.ts'
import { createShelf, type Listing, listShelf } from './shelf.ts'

/** A kind of results that are kept and never changed: what they are called and what they look like. */
export interface DocumentKind<Document, Entry> {
  /** The shelf’s folder, and the document’s file in an entry’s folder: reports, report.json. */
  shelf: string
  /** For people, and in the name of the file: report. */
  kind: string
  schema: z.ZodType<Document>
  /** The newest version that the schema knows. */
  version: number
  entrySchema: z.ZodType<Entry>
  entryOf(document: Document): Entry
}

export interface DocumentShelf<Document, Entry> {
  /** Newest first. */
  list(): Promise<Listing<Entry>>
  /** @throws NagumoError NOT_FOUND, LIBRARY_DAMAGED */
  get(id: string): Promise<Document>
  keep(document: Document): Promise<void>
  remove(id: string): Promise<void>
  /** Takes a removal back. */
  restore(id: string): Promise<Document>
}

/**
 * A document on disk: KIND.json, which is never changed, and entry.json, the line of the list drawn from it so that the
 * list need not take whole documents apart; that they are as they were written is looked at once. Where entry.json is
 * missing or damaged it is drawn again.
 */
export function createDocumentShelf<
  Document extends { id: string },
  Entry extends { id: string; createdAt: string },
>(
  root: string,
  { shelf: name, kind, schema, version, entrySchema, entryOf }: DocumentKind<Document, Entry>,
): DocumentShelf<Document, Entry> {
  const shelf = createShelf(root, name, kind)
  const file = `${kind}.json`
  const format = `nagumo-${kind}-entry`
  const EntryFile = z.object({
    format: z.literal(format),
    version: z.literal(1),
    /** Of the document’s file, hexadecimal; earlier programs wrote none. */
    sha256: z.string().optional(),
    entry: entrySchema,
  })

  const get = async (id: string): Promise<Document> => {
    const loaded = await loadJson(join(await shelf.folderOf(id), file), schema, version)
    if (loaded.damage !== null) throw shelf.damagedError(id, loaded.damage)
    if (loaded.value.id !== id) throw shelf.damagedError(id, `${file} is of “${loaded.value.id}”`)
    return loaded.value
  }

  const getEntry = async (id: string): Promise<Entry> => {
    const folder = await shelf.folderOf(id)
    const { value } = await loadJson(join(folder, 'entry.json'), EntryFile, 1)
    if (value?.entry.id !== id) return entryOf(await get(id))
    const found = await currentSha256(join(folder, file)).catch(() => null)
    const whole = found !== null && (value.sha256 === undefined || value.sha256 === found)
    // What is wrong with it is found out in reading it.
    return whole ? value.entry : entryOf(await get(id))
  }

  return {
    async list() {
      const listing = await listShelf(shelf.kind, await shelf.ids(), getEntry)
      listing.entries.sort((a, b) => b.createdAt.localeCompare(a.createdAt))
      return listing
    },
    get,
    async keep(document) {
      const checked = schema.parse(document)
      const text = sealed(JSON.stringify(checked))
      const entry = { format, version: 1, sha256: sha256Of(Buffer.from(text)), entry: entryOf(checked) }
      await shelf.place(document.id, async (folder) => {
        await writeDurably(join(folder, file), text)
        await writeDurably(join(folder, 'entry.json'), sealed(JSON.stringify(entry)))
      })
    },
    remove: (id) => shelf.remove(id),
    async restore(id) {
      await shelf.restore(id)
      return get(id)
    },
  }
}
