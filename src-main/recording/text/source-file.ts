import { type FileHandle, open } from 'node:fs/promises'
import { NagumoError } from '../../contract/errors.ts'
import { refuseBinary } from './binary-formats.ts'
import { type Encoding, findEncoding } from './encoding.ts'
import { endlessLine } from './endless-line.ts'

/** The largest file that is read, in bytes. */
export const largestFile = 512 * 1024 * 1024

const headBytes = 1024 * 1024

/** An open text file, its first megabyte known. */
export interface SourceFile {
  handle: FileHandle
  /** As dropped, for messages. */
  name: string
  bytes: number
  encoding: Encoding
  /** The first megabyte as text, line ends as \n; a last line that goes on beyond it is left out. */
  head: string
}

/**
 * Opens a file and makes sure that it is text. The caller closes the handle.
 * @throws NagumoError FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE, FILE_BINARY
 */
export async function openSourceFile(path: string, name: string): Promise<SourceFile> {
  const handle = await openForReading(path, name)
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw new NagumoError('FILE_UNREADABLE', `${name} is not a file. Choose a CSV file.`)
    if (stat.size === 0) {
      throw new NagumoError(
        'FILE_EMPTY',
        `${name} is empty (0 bytes); a table with a time and a voltage column was expected. Export the recording again.`,
      )
    }
    if (stat.size > largestFile) {
      const megabytes = Math.round(stat.size / 1024 / 1024)
      throw new NagumoError(
        'FILE_TOO_LARGE',
        `${name} has ${megabytes} MB; at most 512 MB are read. Export a part of the recording, or fewer sweeps.`,
      )
    }
    const buffer = Buffer.alloc(Math.min(stat.size, headBytes))
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    const start = buffer.subarray(0, bytesRead)
    const encoding = findEncoding(start)
    refuseBinary(start, encoding.label.startsWith('utf-16'), name)
    const text = new TextDecoder(encoding.label).decode(start.subarray(encoding.skip), { stream: true })
    const whole = bytesRead === stat.size
    const lines = wholeLines(text, whole)
    if (lines === '' && !whole) throw endlessLine(name)
    return { handle, name, bytes: stat.size, encoding, head: lines }
  } catch (error) {
    await handle.close()
    throw error
  }
}

function wholeLines(text: string, whole: boolean): string {
  const lines = text.replace(/\r\n?/g, '\n')
  return whole ? lines : lines.slice(0, lines.lastIndexOf('\n') + 1)
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
      `${name} cannot be opened (${code ?? 'unknown reason'}). Check that it may be read.`,
    )
  }
}
