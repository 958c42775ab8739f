import { stat } from 'node:fs/promises'
import { sha256OfFile } from './sha256.ts'

/** A file is asked for again and again; it is read for its checksum once, and again where it was written to since. */
const known = new Map<string, { stamp: string; sha256: Promise<string> }>()
const most = 10_000

/** SHA-256 of a file as it is now, hexadecimal. @throws what the system says of reading it */
export async function currentSha256(path: string): Promise<string> {
  const stamp = await stampOf(path)
  const last = known.get(path)
  if (last?.stamp === stamp) return last.sha256
  if (known.size >= most) known.clear()
  const entry = { stamp, sha256: sha256OfFile(path) }
  known.set(path, entry)
  entry.sha256.catch(() => known.get(path) === entry && known.delete(path))
  return entry.sha256
}

/** The same where it was asked for before, and the file was not written to since; else null, without reading it. */
export async function knownSha256(path: string): Promise<string | null> {
  const last = known.get(path)
  if (!last || last.stamp !== (await stampOf(path).catch(() => null))) return null
  return last.sha256.catch(() => null)
}

/** Changes with every write to a file, also where its time is set back. */
async function stampOf(path: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
  return [dev, ino, size, mtimeNs, ctimeNs].join(':')
}
