import type { Dirent } from 'node:fs'
import { access, constants, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import { ensureFolder } from './files.ts'
import { knownOf } from './known.ts'

/**
 * Folders in one of the library’s own. Only what was never there is empty: a library that can’t be reached must not
 * look like one without anything in it.
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

/** @returns whether the library is there; false before anything was kept @throws NagumoError LIBRARY_UNREACHABLE */
export async function requireReachable(root: string): Promise<boolean> {
  try {
    await readdir(root)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT') throw unreachable(root, code)
    if (!knownOf(root).seen) return false
    throw new NagumoError(
      'LIBRARY_UNREACHABLE',
      `The library ${root} was there and is gone. Put its folder back, or connect the disk that it lies on, and try again; to begin a new library there, start Nagumo again.`,
    )
  }
  knownOf(root).seen = true
  return true
}

/** Sees to it that the library’s folder is there to be written to; makes it only where it never was. */
export async function prepareRoot(root: string): Promise<void> {
  if (await requireReachable(root)) return
  await ensureFolder(root)
  knownOf(root).seen = true
}

/** @throws NagumoError LIBRARY_UNREACHABLE, LIBRARY_UNWRITABLE where nothing could be kept */
export async function requireWritable(root: string): Promise<void> {
  await requireReachable(root)
  const refusal = await whyUnwritable(root)
  if (refusal) throw refusal
}

/** Why nothing can be written to a folder, or could be if it were made; null where it can. */
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
  const why = code === 'EROFS' ? 'it is read-only' : 'you may not write to it'
  return new NagumoError(
    'LIBRARY_UNWRITABLE',
    `Nothing can be kept in the library ${root}: ${why}. What is in it can be looked at. Make the folder writable for you, or name another one in NAGUMO_LIBRARY and start Nagumo again.`,
  )
}

function unreachable(path: string, code: string | undefined): NagumoError {
  const reasons: Record<string, string> = {
    ENOTDIR: 'a file is in the place of its folder',
    EACCES: 'you may not read it',
    EPERM: 'you may not read it',
    EIO: 'the disk can’t be read',
  }
  const why = reasons[code ?? ''] ?? `the system says ${code}`
  return new NagumoError(
    'LIBRARY_UNREACHABLE',
    `The library can’t be reached at ${path}: ${why}. What was kept is not shown, and nothing is kept until this is put right. Then try again.`,
  )
}

/** A folder, or the first above it that is there. */
async function nearest(path: string): Promise<string> {
  const found = await stat(path).catch(() => null)
  const above = dirname(path)
  return found || above === path ? path : nearest(above)
}
