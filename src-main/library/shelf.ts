import { mkdir, rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isDiskFull, NagumoError } from '../contract/errors.ts'
import { change, withRoom } from './changes.ts'
import { ensureFolder, syncPath } from './files.ts'
import { isId } from './ids.ts'
import { knownOf } from './known.ts'
import { foldersIn, requireReachable } from './reach.ts'
import { inTemporaryFolder } from './temporary.ts'
import { deleteAside, lastRemoval, moveToTrash } from './trash.ts'

/** A damaged entry, and why it can't be used. */
export interface DamagedEntry {
  kind: string
  id: string
  reason: string
}

/** A list: the entries that could be read, and those that could not. */
export interface Listing<T> {
  entries: T[]
  damaged: DamagedEntry[]
}

/**
 * One kind of entry in the library: a folder for each, moved in atomically, and removed by a move to the trash. Ids
 * from outside are validated before any file access.
 */
export interface Shelf {
  kind: string
  /** Ids of all entries, unordered. @throws NagumoError LIBRARY_UNREACHABLE */
  ids(): Promise<string[]>
  /** @throws NagumoError NOT_FOUND where there is no such entry */
  folderOf(id: string): Promise<string>
  /**
   * Fills a temporary folder, then moves it into place; leaves nothing on failure. Where the disk is full, `fill` is
   * called once more.
   * @throws NagumoError USAGE where the entry exists
   */
  place(id: string, fill: (folder: string) => Promise<void>): Promise<void>
  /** Moves it to the trash; where the disk is too full for that, deletes it permanently, with a notice. */
  remove(id: string): Promise<void>
  /**
   * Restores the last removal of this id.
   * @param as the id to restore it under, where another
   * @throws NagumoError NOT_FOUND where it is not in the trash (any more), USAGE where the entry exists again
   */
  restore(id: string, as?: string): Promise<void>
  damagedError(id: string, reason: string): NagumoError
}

/**
 * @param root folder of the library
 * @param name of the kind's folder: recordings
 * @param kind for messages: recording
 */
export function createShelf(root: string, name: string, kind: string): Shelf {
  const shelf = join(root, name)

  const notFound = (id: string, where: string): NagumoError =>
    new NagumoError(
      'NOT_FOUND',
      `There is no ${kind} “${id.slice(0, 80)}” in the ${where}; it may have been removed. Choose one from the list.`,
    )
  const folderOf = async (id: string): Promise<string> => {
    const folder = join(shelf, isId(id) ? id : 'none')
    if (isId(id) && (await isFolder(folder))) return folder
    await requireReachable(root)
    throw notFound(id, 'library')
  }
  const move = async (from: string, to: string): Promise<void> => {
    await ensureFolder(shelf)
    // A rename silently replaces an empty folder.
    if (await isThere(to)) {
      throw new NagumoError(
        'USAGE',
        `There is a ${kind} “${basename(to)}” in the library already. Remove that one first, and try again.`,
      )
    }
    await rename(from, to)
    await syncPath(shelf)
  }

  return {
    kind,
    ids: async () => (await foldersIn(root, name)).filter(isId),
    folderOf,
    async place(id, fill) {
      if (!isId(id)) throw notFound(id, 'library')
      await change(
        root,
        () =>
          inTemporaryFolder(root, async (folder) => {
            const next = join(folder, id)
            await mkdir(next)
            await fill(next)
            await syncPath(next)
            await move(next, join(shelf, id))
          }),
        name,
      )
    },
    remove: (id) =>
      change(
        root,
        async () => {
          const folder = await folderOf(id)
          try {
            await withRoom(root, () => moveToTrash(root, name, id, folder))
          } catch (error) {
            if (!isDiskFull(error)) throw error
            // Otherwise nothing could be removed from a full disk to free space.
            await deleteAside(root, folder)
            knownOf(root).tell(
              `The disk of the library is full: the ${kind} “${id}” was deleted permanently, not moved to the trash.`,
            )
          }
        },
        name,
      ),
    restore: (id, as = id) =>
      change(
        root,
        async () => {
          const removed = isId(id) ? await lastRemoval(root, name, id) : null
          if (removed === null) throw notFound(id, 'trash')
          await move(removed, join(shelf, as))
        },
        name,
      ),
    damagedError: (id, reason) =>
      new NagumoError(
        'LIBRARY_DAMAGED',
        `The ${kind} “${id}” can’t be read: ${reason}. Remove it, or restore its folder from a backup (${join(shelf, id)}).`,
      ),
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}

/**
 * Reads all entries of a kind, some concurrently.
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
      // Removed since the folder was listed: not damage.
      else if (!(result.reason instanceof NagumoError && result.reason.code === 'NOT_FOUND'))
        damaged.push({ kind, id: part[k], reason: reasonOf(result.reason) })
    })
  }
  return { entries, damaged }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
