import { resolve, sep } from 'node:path'
import { isDiskFull, NagumoError } from '../contract/errors.ts'
import { requireReachable, unwritable, whyUnwritable } from './reach.ts'

/**
 * Translates a failure in a library into a message that names its folder; other errors are returned unchanged. Node's
 * recursive mkdir reports a read-only disk as ENOENT, so that case is checked.
 */
export async function inWords(root: string, error: unknown): Promise<unknown> {
  if (isDiskFull(error)) return diskFull(root)
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException
  if (error instanceof NagumoError || typeof code !== 'string') return error
  if (typeof path === 'string' && !isWithin(root, path)) return error
  if (!['EROFS', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EIO'].includes(code)) return error
  try {
    await requireReachable(root)
  } catch (unreachable) {
    return unreachable
  }
  const refusal = await whyUnwritable(root)
  if (refusal) return refusal
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EIO' ? error : unwritable(path ?? root, code)
}

function diskFull(root: string): NagumoError {
  return new NagumoError(
    'LIBRARY_UNWRITABLE',
    `The disk is full: there is no space left for the library ${root}. No saved data are lost. Remove recordings, reports or models that you no longer need and empty the trash (“Library” in the window, nagumo library --empty-trash), or free space elsewhere on this disk; then try again.`,
  )
}

function isWithin(root: string, path: string): boolean {
  const [folder, inside] = [resolve(root), resolve(path)]
  // Parent folders, which are created too.
  return inside === folder || inside.startsWith(folder + sep) || folder.startsWith(inside + sep)
}
