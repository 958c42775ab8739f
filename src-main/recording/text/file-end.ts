import type { FileHandle } from 'node:fs/promises'

const blockBytes = 64 * 1024
const zero = 0
/** Ctrl-Z, the DOS end-of-file mark. */
const endMark = 26

/**
 * Finds the end of a file's text: before an end-of-file mark, and before zero bytes left by an interrupted write.
 * @returns bytes of text, and number of zero bytes after it
 */
export async function textEnd(handle: FileHandle, bytes: number): Promise<{ end: number; zeros: number }> {
  let [end, zeros] = [bytes, 0]
  for (let from = bytes; from > 0; ) {
    const length = Math.min(blockBytes, from)
    from -= length
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, from)
    for (let i = length - 1; i >= 0; i--) {
      const byte = buffer[i]
      if (byte === zero) zeros++
      if (byte === zero || byte === endMark) end = from + i
      else if (byte !== 10 && byte !== 13) return { end, zeros }
    }
  }
  return { end, zeros }
}
