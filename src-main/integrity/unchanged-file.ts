import { stat } from 'node:fs/promises'
import { sha256OfFile } from './sha256.ts'

/** Files are asked for again and again; what was made of one holds until it is written to. */
export interface Remembered<T> {
  /** What is made of a file as it is now. @throws what the system says of it, and what `read` throws */
  of(path: string): Promise<T>
  /** The same where it was asked for before, and the file was not written to since; else null, without reading it. */
  known(path: string): Promise<T | null>
}

/**
 * Remembers what `read` makes of files.
 * @param most files of which it is remembered. Beyond that every tenth one is forgotten, and not all: else a list that is
 * one longer would be read whole each time.
 */
export function remembered<T>(read: (path: string) => Promise<T>, most: number): Remembered<T> {
  const all = new Map<string, { stamp: string; value: Promise<T> }>()
  return {
    async of(path) {
      const stamp = await stampOf(path)
      const last = all.get(path)
      if (last?.stamp === stamp) return last.value
      if (all.size >= most) forgetEveryTenth(all)
      const entry = { stamp, value: read(path) }
      all.set(path, entry)
      entry.value.catch(() => all.get(path) === entry && all.delete(path))
      return entry.value
    },
    async known(path) {
      const last = all.get(path)
      if (!last || last.stamp !== (await stampOf(path).catch(() => null))) return null
      return last.value.catch(() => null)
    },
  }
}

const checksums = remembered(sha256OfFile, 100_000)

/** SHA-256 of a file as it is now, hexadecimal. @throws what the system says of reading it */
export const currentSha256 = checksums.of

/** The same where it was asked for before, and the file was not written to since; else null, without reading it. */
export const knownSha256 = checksums.known

function forgetEveryTenth(all: Map<string, unknown>): void {
  let k = 0
  for (const path of all.keys()) if (k++ % 10 === 0) all.delete(path)
}

/** Changes with every write to a file, also where its time is set back. */
async function stampOf(path: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
  return [dev, ino, size, mtimeNs, ctimeNs].join(':')
}
