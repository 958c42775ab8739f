import { type FileHandle, open } from 'node:fs/promises'
import { NagumoError } from '../contract/errors.ts'
import { maxFileBytes } from '../contract/limits.ts'

/** An open file of permitted size. The caller closes the handle. */
export interface OpenFile {
  handle: FileHandle
  bytes: number
}

/**
 * @param name as dropped, for messages
 * @throws NagumoError FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE
 */
export async function openFile(path: string, name: string): Promise<OpenFile> {
  const handle = await openForReading(path, name)
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) {
      throw new NagumoError('FILE_UNREADABLE', `${name} is not a file. Choose a recording.`)
    }
    if (stat.size === 0) {
      throw new NagumoError(
        'FILE_EMPTY',
        `${name} is empty (0 bytes); a recording of a voltage was expected. Export the recording again.`,
      )
    }
    if (stat.size > maxFileBytes) {
      const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024)
      throw new NagumoError(
        'FILE_TOO_LARGE',
        `${name} has ${megabytes(stat.size)} MB; at most ${megabytes(maxFileBytes)} MB are read. Export a part of the recording, or fewer sweeps.`,
      )
    }
    return { handle, bytes: stat.size }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Checks that a file exists, is readable and is not too large. @throws NagumoError as openFile does */
export async function requireFile(path: string, name: string): Promise<void> {
  await (await openFile(path, name)).handle.close()
}

async function openForReading(path: string, name: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new NagumoError('FILE_NOT_FOUND', `There is no file ${name}. Check the name and the folder.`)
    }
    throw new NagumoError(
      'FILE_UNREADABLE',
      `${name} cannot be opened (${code ?? 'unknown reason'}). Check that you have permission to read it.`,
    )
  }
}
