import type { FileHandle } from 'node:fs/promises'
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl'
import { NagumoError } from '../../contract/errors.ts'

/** The archive is invalid. Its message is a clause. */
export class ZipError extends Error {}

const mostEntries = 10_000

/** An open archive, with its files by name. */
export interface Archive {
  zip: ZipFile
  entries: ReadonlyMap<string, Entry>
}

/** Reads the directory of an archive. The caller closes the handle. @throws ZipError where it is missing or damaged */
export async function openArchive(handle: FileHandle): Promise<Archive> {
  const entries = new Map<string, Entry>()
  try {
    const zip = await fromFdPromise(handle.fd, { lazyEntries: true, autoClose: false })
    if (zip.entryCount > mostEntries) throw new ZipError('its directory is damaged')
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
    return { zip, entries }
  } catch (error) {
    throw asZipError(error, (message) =>
      message.includes('signature not found') ? 'its directory is missing' : 'its directory is damaged',
    )
  }
}

/**
 * Streams the text of a file in an archive, so that it is never decompressed as a whole.
 * @param spend called with the byte count of each piece; throws when the total is too large
 * @throws ZipError where it cannot be decompressed
 */
export async function* textOf(
  { zip, entries }: Archive,
  name: string,
  spend: (bytes: number) => void,
): AsyncGenerator<string> {
  const entry = entries.get(name)
  if (!entry) throw new ZipError(`it has no “${name}”`)
  if (entry.isEncrypted()) throw new ZipError(`“${name}” is protected by a password`)
  const decoder = new TextDecoder('utf-8')
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      spend(piece.length)
      const text = decoder.decode(piece, { stream: true })
      if (text !== '') yield text
    }
  } catch (error) {
    throw asZipError(error, (message) =>
      message.includes('unsupported compression')
        ? `“${name}” is compressed by a method that is not supported`
        : `“${name}” cannot be decompressed`,
    )
  }
}

/** Wraps errors caused by the archive's bytes; others (disk errors, our own limits) pass unchanged. */
function asZipError(error: unknown, wordsOf: (message: string) => string): unknown {
  const isOther = error instanceof NagumoError || error instanceof ZipError
  if (isOther || !(error instanceof Error) || 'syscall' in error) return error
  return new ZipError(wordsOf(error.message))
}
