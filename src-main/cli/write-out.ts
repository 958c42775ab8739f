import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NagumoError } from '../contract/errors.ts'

/**
 * Writes files into the folder of --out, each whole beside an earlier one of its name and then in its place.
 * @param option that named the folder
 * @throws NagumoError LIBRARY_UNWRITABLE with the folder and what to do
 */
export async function writeOut(
  folder: string,
  files: readonly { fileName: string; text: string | Uint8Array }[],
  option = '--out',
): Promise<void> {
  for (const { fileName, text } of files) {
    const path = join(folder, fileName)
    const next = `${path}.next`
    try {
      await writeFile(next, text, { flush: true })
      await rename(next, path)
    } catch (error) {
      await rm(next, { force: true }).catch(() => undefined)
      throw unwritable(folder, fileName, option, error)
    }
  }
}

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full. Free some space',
  EDQUOT: 'your share of the disk is used up. Free some space',
  ENOENT: 'the folder is gone. Make it anew',
  ENOTDIR: 'a file is in its place. Move that away',
  EACCES: 'you may not write to it. Make it writable for you',
  EPERM: 'you may not write to it. Make it writable for you',
  EROFS: 'its disk is read-only. Make it writable',
}

function unwritable(folder: string, fileName: string, option: string, error: unknown): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? '']
  if (reason === undefined) return error
  return new NagumoError(
    'LIBRARY_UNWRITABLE',
    `${fileName} was not written to ${folder} (${option}): ${reason}, or name another folder, and run the same again.`,
  )
}
