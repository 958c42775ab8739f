import { stat } from 'node:fs/promises'
import { sha256OfFile } from './sha256.ts'

/** Cache of values computed from files; an entry is valid until its file is written to. */
export interface Remembered<T> {
  /** The value for the file’s current content. @throws the system’s errors, and what `read` throws */
  of(path: string): Promise<T>
  /** The cached value if the file was not written to since, else null; never reads the file. */
  known(path: string): Promise<T | null>
}

/**
 * Caches the results of `read` by path.
 * @param most number of cached files. When it is reached, every tenth entry is dropped rather than all: otherwise a
 * list one longer than the cache would be read in full each time.
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

/** SHA-256 of a file’s current content, hexadecimal, cached. @throws the system’s read errors */
export const currentSha256 = checksums.of

/** The cached checksum if the file was not written to since, else null; never reads the file. */
export const knownSha256 = checksums.known

function forgetEveryTenth(all: Map<string, unknown>): void {
  let k = 0
  for (const path of all.keys()) if (k++ % 10 === 0) all.delete(path)
}

/** Changes with every write to a file, even if its modification time is set back. */
async function stampOf(path: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
  return [dev, ino, size, mtimeNs, ctimeNs].join(':')
}
