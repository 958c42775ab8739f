import type { FileHandle } from 'node:fs/promises'
import { openFile } from '../open-file.ts'
import { refuseBinary } from './binary-formats.ts'
import { type Encoding, findEncoding } from './encoding.ts'
import { endlessLine } from './endless-line.ts'
import { textEnd } from './file-end.ts'

const headBytes = 1024 * 1024
/** Fewer bytes before zeros hold no table. */
const leastText = 128

/** An open text file, its first megabyte known. */
export interface SourceFile {
  handle: FileHandle
  /** As dropped, for messages. */
  name: string
  /** Of its text. */
  bytes: number
  /** Zero bytes behind the text. */
  zeros: number
  encoding: Encoding
  /** The text itself, where it is not that of the file: its lines, each with its end. */
  lines?: readonly string[]
  /** The first megabyte as text, line ends as \n; a last line that goes on beyond it is left out. */
  head: string
}

/**
 * Opens a file and makes sure that it is text. The caller closes the handle.
 * @param anyLength whether a first line beyond the first megabyte is let through
 * @throws NagumoError FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE, FILE_BINARY
 */
export async function openSourceFile(path: string, name: string, anyLength = false): Promise<SourceFile> {
  const { handle, bytes } = await openFile(path, name)
  try {
    const buffer = Buffer.alloc(Math.min(bytes, headBytes))
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    const all = buffer.subarray(0, bytesRead)
    const encoding = findEncoding(all)
    const wide = encoding.label.startsWith('utf-16')
    const found = wide ? { end: bytes, zeros: 0 } : await textEnd(handle, bytes)
    // Nothing but zeros is no text with an end.
    const { end, zeros } = found.end > 0 ? found : { end: bytes, zeros: 0 }
    const start = all.subarray(0, end)
    // A broken write leaves zeros behind a table; what is all but zeros has the head of a binary format, if any.
    refuseBinary(end < leastText ? all : start, wide, name)
    const text = new TextDecoder(encoding.label).decode(start.subarray(encoding.skip), { stream: true })
    const whole = bytesRead >= end
    const lines = wholeLines(text, whole)
    if (lines === '' && !whole && !anyLength) throw endlessLine(name)
    return { handle, name, bytes: end, zeros, encoding, head: lines }
  } catch (error) {
    await handle.close()
    throw error
  }
}

function wholeLines(text: string, whole: boolean): string {
  const lines = text.replace(/\r\n?/g, '\n')
  return whole ? lines : lines.slice(0, lines.lastIndexOf('\n') + 1)
}
