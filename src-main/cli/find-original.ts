import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import type { ReadingChoice } from '../contract/recordings.ts'
import { sha256OfFile } from '../integrity/sha256.ts'
import type { Library } from '../library/index.ts'
import type { AnyReport } from '../report/any-report.ts'

/** The source file of a report, and how it was read where the report lacks that. */
export interface FoundOriginal {
  path: string
  /** Where it was found, for messages. */
  where: string
  choice?: ReadingChoice | undefined
}

/**
 * The recording of a report: the given file or folder, else the library's original, by the recording's id or the file's
 * SHA-256.
 * @param given file, or a folder that is searched for a file of that SHA-256 (not its subfolders)
 * @throws NagumoError FILE_NOT_FOUND where none is found, or the file differs
 */
export async function findOriginal(
  { recording }: AnyReport,
  library: Library,
  given: string | undefined,
): Promise<FoundOriginal> {
  const { sha256 } = recording
  if (given !== undefined) {
    const path = await givenFile(given, sha256)
    if (path !== null) return { path, where: path }
    throw new NagumoError(
      'FILE_NOT_FOUND',
      sha256 === undefined
        ? `${given} can’t be opened as a file. The report does not contain the SHA-256 of its recording, so a folder can’t be searched; give the file of ${recording.name} with --file.`
        : `The recording of this report, ${recording.name} (SHA-256 ${sha256.slice(0, 12)}…), was expected at ${given}; no file with that SHA-256 is there. Give the file as it was estimated, or its folder, with --file.`,
    )
  }
  const kept = recording.id === null ? null : await library.recordings.get(recording.id).catch(() => null)
  const found = kept ?? (sha256 === undefined ? null : await library.recordings.findBySource(sha256))
  const original = found && (await library.recordings.original(found.id))
  if (found && original?.path && (sha256 === undefined || original.sha256 === sha256)) {
    const path = await library.recordings.source(found.id)
    return { path, where: `the library (${found.id})`, choice: found.reading.choice }
  }
  throw new NagumoError(
    'FILE_NOT_FOUND',
    `The recording of this report, ${recording.name}, was expected in the library; it is missing${sha256 === undefined ? '' : ', by its SHA-256 either'}. Give the file, or its folder, with --file.`,
  )
}

/** Null where there is none with that SHA-256. */
async function givenFile(given: string, sha256: string | undefined): Promise<string | null> {
  const found = await stat(given).catch(() => null)
  if (!found) return null
  if (found.isFile()) return sha256 === undefined || (await sha256OfFile(given)) === sha256 ? given : null
  if (sha256 === undefined) return null
  for (const entry of await readdir(given, { withFileTypes: true })) {
    const path = join(given, entry.name)
    if (entry.isFile() && (await sha256OfFile(path).catch(() => null)) === sha256) return path
  }
  return null
}
