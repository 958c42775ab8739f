import type { Dirent } from 'node:fs'
import { access, constants, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import { ensureFolder } from './files.ts'
import { knownOf } from './known.ts'

/**
 * Subfolders of one of the library’s folders. A folder that was never created counts as empty; an unreachable library
 * is an error and must not look empty.
 * @throws NagumoError LIBRARY_UNREACHABLE
 */
export async function foldersIn(root: string, name: string): Promise<string[]> {
  let found: Dirent[]
  try {
    found = await readdir(join(root, name), { withFileTypes: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    await requireReachable(root)
    if (code === 'ENOENT') return []
    throw unreachable(join(root, name), code)
  }
  knownOf(root).seen = true
  return found.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
}

/** @returns whether the library exists; false before the first write @throws NagumoError LIBRARY_UNREACHABLE */
export async function requireReachable(root: string): Promise<boolean> {
  try {
    await readdir(root)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT') throw unreachable(root, code)
    if (!knownOf(root).seen) return false
    throw new NagumoError(
      'LIBRARY_UNREACHABLE',
      `The library ${root} existed and is now missing. Restore its folder, or connect the disk that it is on, and try again; to create a new library there, restart Nagumo.`,
    )
  }
  knownOf(root).seen = true
  return true
}

/** Ensures that the library’s folder exists for writing; creates it only where it never existed. */
export async function prepareRoot(root: string): Promise<void> {
  if (await requireReachable(root)) return
  await ensureFolder(root)
  knownOf(root).seen = true
}

/** @throws NagumoError LIBRARY_UNREACHABLE, LIBRARY_UNWRITABLE */
export async function requireWritable(root: string): Promise<void> {
  await requireReachable(root)
  const refusal = await whyUnwritable(root)
  if (refusal) throw refusal
}

/** Why a folder can't be written to or created; null where it can. */
export async function whyUnwritable(root: string): Promise<NagumoError | null> {
  const folder = await nearest(root)
  try {
    await access(folder, constants.W_OK | constants.X_OK)
    return null
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return unwritable(root, code)
  }
}

export function unwritable(root: string, code: string | undefined): NagumoError {
  const why = code === 'EROFS' ? 'it is read-only' : 'you have no permission to write to it'
  return new NagumoError(
    'LIBRARY_UNWRITABLE',
    `Nothing can be saved in the library ${root}: ${why}. Its contents can be viewed. Make the folder writable for you, or set NAGUMO_LIBRARY to another folder and restart Nagumo.`,
  )
}

function unreachable(path: string, code: string | undefined): NagumoError {
  const reasons: Record<string, string> = {
    ENOTDIR: 'there is a file in place of its folder',
    EACCES: 'you have no permission to read it',
    EPERM: 'you have no permission to read it',
    EIO: 'the disk can’t be read',
  }
  const why = reasons[code ?? ''] ?? `system error ${code}`
  return new NagumoError(
    'LIBRARY_UNREACHABLE',
    `The library can’t be reached at ${path}: ${why}. Saved data are not shown, and nothing can be saved until the library can be reached. Correct that, then try again.`,
  )
}

/** A folder, or its closest existing parent. */
async function nearest(path: string): Promise<string> {
  const found = await stat(path).catch(() => null)
  const above = dirname(path)
  return found || above === path ? path : nearest(above)
}
