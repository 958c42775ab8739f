import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

/** SHA-256, hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const piece = 1024 * 1024

/** SHA-256 of a file, hexadecimal, read in pieces. @throws the system’s read errors */
export async function sha256OfFile(path: string): Promise<string> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    // A stream allocates a large buffer, and a library has thousands of small files.
    if (size <= piece) return sha256Of(await file.readFile())
  } finally {
    await file.close()
  }
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: piece })) hash.update(chunk)
  return hash.digest('hex')
}
