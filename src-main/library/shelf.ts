import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import { syncPath } from './files.ts'
import { isId } from './ids.ts'

/** An entry that is there but can't be used, and why. */
export interface DamagedEntry {
  kind: string
  id: string
  reason: string
}

/** What a list yields: the entries that could be read, and the ones that could not. */
export interface Listing<T> {
  entries: T[]
  damaged: DamagedEntry[]
}

/**
 * One kind of entry in the library: a folder for each, put in place whole, and removed by a move to the trash.
 * An id from outside never reaches the disk before it is known to be one.
 */
export interface Shelf {
  kind: string
  /** Ids of all entries, in no order. */
  ids(): Promise<string[]>
  /** @throws NagumoError NOT_FOUND where there is no such entry */
  folderOf(id: string): Promise<string>
  /** Fills a new folder out of sight, then puts it in place; leaves nothing where that fails. */
  place(id: string, fill: (folder: string) => Promise<void>): Promise<void>
  remove(id: string): Promise<void>
  /** Takes a removal back. @throws NagumoError NOT_FOUND where it is not in the trash (any more) */
  restore(id: string): Promise<void>
  damagedError(id: string, reason: string): NagumoError
}

/**
 * @param root folder of the library
 * @param name of the shelf's folder: recordings
 * @param kind for people: recording
 */
export function createShelf(root: string, name: string, kind: string): Shelf {
  const shelf = join(root, name)
  const trash = join(root, 'trash', name)

  const notFound = (id: string, where: string): NagumoError =>
    new NagumoError(
      'NOT_FOUND',
      `There is no ${kind} “${id.slice(0, 80)}” in the ${where}; it may have been removed. Choose one from the list.`,
    )
  const folderIn = async (parent: string, id: string, where: string): Promise<string> => {
    const folder = join(parent, isId(id) ? id : 'none')
    if (!isId(id) || !(await isFolder(folder))) throw notFound(id, where)
    return folder
  }
  const move = async (from: string, to: string): Promise<void> => {
    await mkdir(dirname(to), { recursive: true })
    await rename(from, to)
    await syncPath(dirname(to))
  }

  return {
    kind,
    async ids() {
      const found = await readdir(shelf, { withFileTypes: true }).catch(() => [])
      return found.filter((entry) => entry.isDirectory() && isId(entry.name)).map((entry) => entry.name)
    },
    folderOf: (id) => folderIn(shelf, id, 'library'),
    async place(id, fill) {
      if (!isId(id)) throw notFound(id, 'library')
      await inTemporaryFolder(root, async (folder) => {
        const next = join(folder, id)
        await mkdir(next)
        await fill(next)
        await syncPath(next)
        await move(next, join(shelf, id))
      })
    },
    async remove(id) {
      const folder = await folderIn(shelf, id, 'library')
      const removed = join(trash, id)
      await move(folder, removed)
      // The trash is emptied by age; a move does not change a folder's own time.
      const now = new Date()
      await utimes(removed, now, now).catch(() => undefined)
    },
    async restore(id) {
      await move(await folderIn(trash, id, 'trash'), join(shelf, id))
    },
    damagedError: (id, reason) =>
      new NagumoError(
        'LIBRARY_DAMAGED',
        `The ${kind} “${id}” can’t be read: ${reason}. Remove it, or put back a copy of its folder (${join(shelf, id)}).`,
      ),
  }
}

/** A folder of one's own inside the library (so that a rename can move out of it); gone when `use` ends. */
export async function inTemporaryFolder<T>(root: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(root, 'temporary', randomBytes(8).toString('hex'))
  await mkdir(folder, { recursive: true })
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

const day = 24 * 3600 * 1000

/**
 * Clears away what a crash left half written, and what was removed long ago. By age, since another window
 * may be at work in the same library.
 */
export async function tidy(root: string): Promise<void> {
  await clearOlderThan(join(root, 'temporary'), day)
  const kinds = await readdir(join(root, 'trash')).catch(() => [])
  for (const kind of kinds) await clearOlderThan(join(root, 'trash', kind), 7 * day)
}

async function clearOlderThan(folder: string, age: number): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found && Date.now() - found.mtimeMs > age)
      await rm(path, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}

/**
 * Reads all entries of a shelf, some at a time.
 * @param read the entry, or the reason why it can't be read
 */
export async function listShelf<T>(
  kind: string,
  ids: string[],
  read: (id: string) => Promise<T>,
): Promise<Listing<T>> {
  const entries: T[] = []
  const damaged: DamagedEntry[] = []
  const atOnce = 64
  for (let from = 0; from < ids.length; from += atOnce) {
    const part = ids.slice(from, from + atOnce)
    const results = await Promise.allSettled(part.map(read))
    results.forEach((result, k) => {
      if (result.status === 'fulfilled') entries.push(result.value)
      // Removed since the folder was listed: no damage.
      else if (!(result.reason instanceof NagumoError && result.reason.code === 'NOT_FOUND'))
        damaged.push({ kind, id: part[k], reason: reasonOf(result.reason) })
    })
  }
  return { entries, damaged }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
