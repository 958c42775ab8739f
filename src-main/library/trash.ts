import { randomBytes } from 'node:crypto'
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureFolder, syncPath } from './files.ts'
import { clearOriginals } from './originals.ts'

/**
 * Removed entries, for a week: trash/KIND/ID.N, where N counts removals of the same id, so that names are unique and
 * ordered. (Earlier versions left out “.N”.)
 */
export async function moveToTrash(root: string, kind: string, id: string, folder: string): Promise<void> {
  const place = join(root, 'trash', kind)
  for (let tries = 0; ; tries++) {
    await ensureFolder(place)
    const numbers = (await removalsOf(root, kind, id)).map(({ number }) => number)
    const removed = join(place, `${id}.${Math.max(0, ...numbers) + 1}`)
    try {
      await rename(folder, removed)
      await syncPath(place)
      // The trash expires by age; a move does not change a folder's own timestamp.
      const now = new Date()
      await utimes(removed, now, now).catch(() => undefined)
      return
    } catch (error) {
      // Emptied by another process just now.
      const gone = (await stat(place).catch(() => null)) === null
      if (!gone || tries > 10) throw error
    }
  }
}

/** Path of the last removal of an id, or null. */
export async function lastRemoval(root: string, kind: string, id: string): Promise<string | null> {
  const removals = await removalsOf(root, kind, id)
  const last = removals.sort((a, b) => b.number - a.number).at(0)
  return last ? join(root, 'trash', kind, last.name) : null
}

async function removalsOf(root: string, kind: string, id: string) {
  const names = await namesIn(join(root, 'trash', kind))
  return names.flatMap((name) => {
    const [of, number = '0'] = name.split('.')
    return of === id && /^\d+$/.test(number) ? [{ name, number: Number(number) }] : []
  })
}

/** Size of the trash. */
export async function trashSize(root: string): Promise<{ entries: number; bytes: number }> {
  const trash = join(root, 'trash')
  const kinds = await namesIn(trash)
  const entries = await Promise.all(kinds.map((kind) => namesIn(join(trash, kind))))
  const files = await readdir(trash, { recursive: true, withFileTypes: true }).catch(() => [])
  let bytes = 0
  for (const file of files) {
    if (file.isFile()) bytes += (await stat(join(file.parentPath, file.name)).catch(() => null))?.size ?? 0
  }
  return { entries: entries.flat().length, bytes }
}

/**
 * Empties the trash. It is renamed first, in one step: a process that restores an entry meanwhile gets all of it or
 * nothing. Works on a full disk.
 * @returns what was deleted
 */
export async function emptyTrash(root: string): Promise<{ entries: number; bytes: number }> {
  const size = await trashSize(root)
  try {
    await deleteAside(root, join(root, 'trash'))
    // Entries that can't be locked on a full disk stay; the next start retries.
    await clearOriginals(root).catch(() => undefined)
    return size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { entries: 0, bytes: 0 }
    throw error
  }
}

/** Deletes an entry atomically: a rename first, so that a killed process leaves no partial entry. */
export async function deleteAside(root: string, path: string): Promise<void> {
  const aside = join(root, `${asidePrefix}${randomBytes(8).toString('hex')}`)
  await rename(path, aside)
  await rm(aside, { recursive: true, force: true, maxRetries: 3 })
}

const asidePrefix = 'trash-'
const week = 7 * 24 * 3600 * 1000

/** Deletes what was removed more than a week ago, and the rest of an interrupted emptying. */
export async function clearOldTrash(root: string): Promise<void> {
  for (const name of await namesIn(root)) {
    if (name.startsWith(asidePrefix)) await rm(join(root, name), { recursive: true, force: true })
  }
  for (const kind of await namesIn(join(root, 'trash'))) {
    for (const name of await namesIn(join(root, 'trash', kind))) {
      const path = join(root, 'trash', kind, name)
      const found = await stat(path).catch(() => null)
      if (!found || Date.now() - found.mtimeMs < week) continue
      await deleteAside(root, path)
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
