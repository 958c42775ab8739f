import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import { writeDurably } from './files.ts'

/**
 * Writes files atomically into a folder outside the library (temporary file, then rename).
 * @param called what a message calls the folder, after its path: “(--out)”
 * @throws NagumoError LIBRARY_UNWRITABLE with the folder and what to do
 */
export async function writeWholeFiles(
  folder: string,
  files: readonly { fileName: string; text: string | Uint8Array }[],
  called = '',
): Promise<void> {
  for (const { fileName, text } of files) {
    const path = join(folder, fileName)
    const next = `${path}.next`
    try {
      await writeDurably(next, text)
      await rename(next, path)
    } catch (error) {
      await rm(next, { force: true }).catch(() => undefined)
      throw notWritten(folder, fileName, error, called)
    }
  }
}

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full. Free some space',
  EDQUOT: 'your disk quota is used up. Free some space',
  ENOENT: 'the folder is missing. Create it',
  ENOTDIR: 'there is a file in its place. Move it elsewhere',
  EACCES: 'you have no permission to write to it. Make it writable for you',
  EPERM: 'you have no permission to write to it. Make it writable for you',
  EROFS: 'its disk is read-only. Make it writable',
  EIO: 'its disk does not respond. Check the drive',
}

/** Translates a file-system error into a message; other errors are returned unchanged. */
export function notWritten(folder: string, fileName: string, error: unknown, called = ''): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? '']
  if (reason === undefined) return error
  return new NagumoError(
    'LIBRARY_UNWRITABLE',
    `${fileName} was not written to ${folder}${called && ` ${called}`}: ${reason}, or choose another folder, and run the command again.`,
  )
}
