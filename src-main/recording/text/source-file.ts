import type { FileHandle } from 'node:fs/promises'
import { openFile } from '../open-file.ts'
import { refuseBinary } from './binary-formats.ts'
import { type Encoding, findEncoding } from './encoding.ts'
import { endlessLine } from './endless-line.ts'
import { textEnd } from './file-end.ts'

const headBytes = 1024 * 1024
/** Minimum bytes of text before trailing zeros for a table. */
const leastText = 128

/** An open text file, with its first megabyte read. */
export interface SourceFile {
  handle: FileHandle
  /** As dropped, for messages. */
  name: string
  /** Bytes of text. */
  bytes: number
  /** Zero bytes after the text. */
  zeros: number
  encoding: Encoding
  /** Lines that replace the file's text after conversion, including line ends. */
  lines?: readonly string[]
  /** The first megabyte as text, with \n line ends; an incomplete last line is omitted. */
  head: string
}

/**
 * Opens a file and checks that it is text. The caller closes the handle.
 * @param anyLength whether a first line beyond the first megabyte is accepted
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
    // A file of only zeros has no text to trim.
    const { end, zeros } = found.end > 0 ? found : { end: bytes, zeros: 0 }
    const start = all.subarray(0, end)
    // An interrupted write leaves zeros after a table; if nearly all is zeros, check the head for a binary format.
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
