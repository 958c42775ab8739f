import type { FileHandle } from 'node:fs/promises'
import { openFile } from '../open-file.ts'
import { refuseBinary } from './binary-formats.ts'
import { type Encoding, findEncoding } from './encoding.ts'
import { endlessLine } from './endless-line.ts'

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
  const { handle, bytes } = await openFile(path, name)
  try {
    const buffer = Buffer.alloc(Math.min(bytes, headBytes))
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    const start = buffer.subarray(0, bytesRead)
    const encoding = findEncoding(start)
    refuseBinary(start, encoding.label.startsWith('utf-16'), name)
    const text = new TextDecoder(encoding.label).decode(start.subarray(encoding.skip), { stream: true })
    const whole = bytesRead === bytes
    const lines = wholeLines(text, whole)
    if (lines === '' && !whole) throw endlessLine(name)
    return { handle, name, bytes, encoding, head: lines }
  } catch (error) {
    await handle.close()
    throw error
  }
}

function wholeLines(text: string, whole: boolean): string {
  const lines = text.replace(/\r\n?/g, '\n')
  return whole ? lines : lines.slice(0, lines.lastIndexOf('\n') + 1)
}
