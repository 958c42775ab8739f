import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

/** Streams an uploaded file to disk. @returns its SHA-256 */
export async function saveFile(file: File, path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256')
  const out = await open(path, 'wx')
  try {
    // Node's ReadableStream is iterable; the DOM type lacks that.
    for await (const chunk of file.stream() as unknown as AsyncIterable<Uint8Array>) {
      signal?.throwIfAborted()
      hash.update(chunk)
      await out.writeFile(chunk)
    }
  } finally {
    await out.close()
  }
  return hash.digest('hex')
}

/** A file's name without folders and non-printing characters. */
export function shownFileName(name: string, otherwise: string): string {
  const plain = (name.replaceAll('\\', '/').split('/').at(-1) ?? '').replace(/\p{Cc}/gu, '').trim()
  return plain.slice(0, 200) || otherwise
}
