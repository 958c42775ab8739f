import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import type { Notes, NotesChange } from '../contract/notes.ts'
import { noNotes } from '../contract/written.ts'
import { sealed } from '../integrity/seal.ts'
import { sha256Of } from '../integrity/sha256.ts'
import { currentSha256, remembered } from '../integrity/unchanged-file.ts'
import { loadJson, writeDurably } from './files.ts'
import { createNotes, notesFile } from './notes.ts'
import { createShelf, type Listing, listShelf } from './shelf.ts'

/** A kind of stored, immutable result: its names and schema. */
export interface DocumentKind<Document, Entry> {
  /** The folder of the kind, and the document’s file in an entry’s folder: reports, report.json. */
  shelf: string
  /** For messages and in file names: report. */
  kind: string
  schema: z.ZodType<Document>
  /** The newest version that the schema reads. */
  version: number
  entrySchema: z.ZodType<Entry>
  entryOf(document: Document): Entry
}

export interface DocumentShelf<Document, Entry> {
  /** Newest first, each with its notes. */
  list(): Promise<Listing<Entry & { notes?: Notes }>>
  /** @throws NagumoError NOT_FOUND, LIBRARY_DAMAGED */
  get(id: string): Promise<Document>
  keep(document: Document): Promise<void>
  /** Replaces an earlier document of the same id; its notes stay. */
  replace(document: Document): Promise<void>
  /** The notes of a document; empty where there are none, or no such document. */
  notes(id: string): Promise<Notes>
  /** Changes the notes of a document, which itself stays unchanged. @returns the notes after the change */
  annotate(id: string, by: NotesChange): Promise<Notes>
  remove(id: string): Promise<void>
  /** Restores a removed document. */
  restore(id: string): Promise<Document>
}

/**
 * A document on disk: KIND.json, which is never changed, and entry.json, its list entry, so that listing need not parse
 * whole documents; their integrity is checked once. A missing or damaged entry.json is regenerated. Beside them
 * notes.json, the user's notes, replaced with each change.
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
    /** Of the document’s file, hexadecimal; earlier versions wrote none. */
    sha256: z.string().optional(),
    entry: entrySchema,
  })

  const entryFiles = remembered((path) => loadJson(path, EntryFile, 1), 20_000)
  const notes = createNotes(root, kind, name)

  const read = async (id: string, path: string): Promise<Document> => {
    const loaded = await loadJson(path, schema, version)
    if (loaded.damage !== null) throw shelf.damagedError(id, loaded.damage)
    if (loaded.value.id !== id) throw shelf.damagedError(id, `${file} is of “${loaded.value.id}”`)
    return loaded.value
  }
  const get = async (id: string): Promise<Document> => read(id, join(await shelf.folderOf(id), file))
  /** Generated once per process: a library may have hundreds of documents without entry.json. */
  const drawn = remembered(async (path) => entryOf(await read(basename(dirname(path)), path)), 20_000)

  // Damage or removal meanwhile shows on reading.
  const draw = (id: string, path: string): Promise<Entry> =>
    drawn.of(path).catch(async () => entryOf(await get(id)))

  const getEntry = async (id: string, folder: string): Promise<Entry> => {
    const path = join(folder, file)
    const value = (await entryFiles.of(join(folder, 'entry.json')).catch(() => null))?.value
    if (value?.entry.id !== id) return draw(id, path)
    const found = await currentSha256(path).catch(() => null)
    const whole = found !== null && (value.sha256 === undefined || value.sha256 === found)
    return whole ? value.entry : draw(id, path)
  }

  const lineOf = async (id: string): Promise<Entry & { notes?: Notes }> => {
    const folder = await shelf.folderOf(id)
    const entry = await getEntry(id, folder)
    const written = await notes.read(id, folder)
    return written ? { ...entry, notes: written } : entry
  }

  const keep = async (document: Document, notesOf?: Buffer): Promise<void> => {
    const checked = schema.parse(document)
    const text = sealed(JSON.stringify(checked))
    const entry = { format, version: 1, sha256: sha256Of(Buffer.from(text)), entry: entryOf(checked) }
    await shelf.place(document.id, async (folder) => {
      await writeDurably(join(folder, file), text)
      await writeDurably(join(folder, 'entry.json'), sealed(JSON.stringify(entry)))
      // Copied unchanged, whoever wrote them.
      if (notesOf) await writeDurably(join(folder, notesFile), notesOf)
    })
  }

  return {
    async list() {
      const listing = await listShelf(shelf.kind, await shelf.ids(), lineOf)
      listing.entries.sort((a, b) => b.createdAt.localeCompare(a.createdAt))
      return listing
    },
    get,
    keep: (document) => keep(document),
    async replace(document) {
      const folder = await shelf.folderOf(document.id)
      const written = await readFile(join(folder, notesFile)).catch(() => undefined)
      await shelf.remove(document.id)
      try {
        await keep(document, written)
      } catch (error) {
        await shelf.restore(document.id).catch(() => undefined)
        throw error
      }
    },
    notes: async (id) =>
      (await shelf.folderOf(id).then(
        (folder) => notes.read(id, folder),
        () => undefined,
      )) ?? noNotes,
    annotate: (id, by) => notes.change(id, by, () => shelf.folderOf(id)),
    remove: (id) => shelf.remove(id),
    async restore(id) {
      await shelf.restore(id)
      return get(id)
    },
  }
}
