import { rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import { change } from './changes.ts'
import { ensureFolder, syncPath } from './files.ts'
import { originalPath } from './originals.ts'
import { lastRemoval, moveToTrash } from './trash.ts'

const kind = 'originals'

/** Moves the copy of an imported file to the trash; its recordings stay, with its name, size and SHA-256. */
export function removeOriginal(root: string, sha256: string): Promise<void> {
  const path = originalPath(root, sha256)
  return change(root, async () => {
    if (await isThere(path)) await moveToTrash(root, kind, sha256, path)
  })
}

/** Restores a removed copy. @throws NagumoError NOT_FOUND where it is no longer in the trash */
export function restoreOriginal(root: string, sha256: string): Promise<void> {
  const path = originalPath(root, sha256)
  return change(root, async () => {
    // Stored again meanwhile by an import of the same file.
    if (await isThere(path)) return
    const removed = await lastRemoval(root, kind, sha256)
    if (removed === null)
      throw new NagumoError(
        'NOT_FOUND',
        'The copy of the file is no longer in the trash. Open the file again to store a new copy.',
      )
    await ensureFolder(join(root, kind))
    await rename(removed, path)
    await syncPath(join(root, kind))
  })
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
