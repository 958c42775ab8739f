import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { exclusive } from './exclusive.ts'
import { ensureFolder, loadJson, syncPath } from './files.ts'

const folderName = 'originals'
const isSha256 = (name: string): boolean => /^[0-9a-f]{64}$/.test(name)

/**
 * Imported files, unchanged: originals/SHA256, one for all recordings of the same file. The recordings, those in the
 * trash included, refer to them.
 */
export function originalPath(root: string, sha256: string): string {
  return join(root, folderName, sha256)
}

/**
 * Moves a file into the originals, replacing an existing one, which may be damaged. Only with the library locked,
 * together with storing the recording that refers to it.
 */
export async function keepOriginal(root: string, sha256: string, file: string): Promise<void> {
  await ensureFolder(join(root, folderName))
  await rename(file, originalPath(root, sha256))
  await syncPath(join(root, folderName))
}

/** Deletes originals without a recording. Where a recording can't be read, all are left in place. */
export async function clearOriginals(root: string): Promise<void> {
  if ((await originalsIn(root)).length === 0) return
  await exclusive(root, async () => {
    const wanted = await referredTo(root)
    if (wanted === null) return
    for (const sha256 of await originalsIn(root)) {
      if (!wanted.has(sha256)) await rm(originalPath(root, sha256), { force: true })
    }
  })
}

async function originalsIn(root: string): Promise<string[]> {
  return (await readdir(join(root, folderName)).catch(() => [])).filter(isSha256)
}

const Reference = z.object({ sha256: z.string() })

/** SHA-256 values of the originals that recordings refer to; null where one can't be read. */
async function referredTo(root: string): Promise<Set<string> | null> {
  const wanted = new Set<string>()
  for (const shelf of [join(root, 'recordings'), join(root, 'trash', 'recordings')]) {
    const names = await readdir(shelf).catch((error: NodeJS.ErrnoException) => {
      return error.code === 'ENOENT' ? [] : null
    })
    if (names === null) return null
    for (const name of names) {
      const folder = join(shelf, name)
      if (!(await stat(folder).catch(() => null))?.isDirectory()) continue
      const { value } = await loadJson(join(folder, 'recording.json'), Reference, Number.MAX_SAFE_INTEGER)
      if (value === null) return null
      wanted.add(value.sha256)
    }
  }
  return wanted
}
