import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BatchHeader, BatchRow } from '../../contract/batches.ts'
import { NagumoError } from '../../contract/errors.ts'
import { issueText } from '../../contract/issue-words.ts'
import { readCheckedLine } from './checked-lines.ts'

/** The file of finished items, in the folder of a batch's results. */
export const manifestName = 'batch.jsonl'

/** Longest line, bytes: a header of 100,000 sweeps has some 10 MB. */
const longestLine = 256 * 1024 * 1024

export interface Manifest {
  header: BatchHeader
  /** By item, the last line of each. */
  rows: Map<string, BatchRow>
  /** Length of the intact part; the rest was truncated while being written. */
  bytes: number
  /** Damaged lines in between: their items count as not done. */
  damaged: number
}

/**
 * The manifest of a folder, or null where there is none. A truncated last line is ignored.
 * @throws NagumoError LIBRARY_DAMAGED where it is not a manifest, or its header is damaged
 */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const path = join(folder, manifestName)
  if (!(await stat(path).catch(() => null))) return null
  let header: BatchHeader | null = null
  const rows = new Map<string, BatchRow>()
  let [bytes, damaged, bad] = [0, 0, 0]
  let end = 0
  for await (const { line, bytes: length } of linesOf(path)) {
    end += length
    const value = readCheckedLine(line)
    if (header === null) {
      header = headerOf(value, path)
      bytes = end
      continue
    }
    const row = BatchRow.safeParse(value)
    if (!row.success) {
      bad++
      continue
    }
    // Bad lines at the end were being written at a power failure; those before a good one were altered later.
    damaged += bad
    bad = 0
    bytes = end
    rows.set(row.data.item.id, row.data)
  }
  if (header === null) throw notOne(path, 'its first line is truncated')
  return { header, rows, bytes, damaged }
}

function headerOf(value: unknown, path: string): BatchHeader {
  const version = (value as { version?: unknown } | undefined)?.version
  if (typeof version === 'number' && version > 1)
    throw notOne(path, `it has version ${version} and this program reads 1; a newer Nagumo wrote it`)
  if (value === undefined)
    throw notOne(path, 'its first line was changed after it was written, or is truncated')
  const { success, data, error } = BatchHeader.safeParse(value)
  if (success) return data
  throw notOne(path, `its first line is not valid ${issueText(error)}`)
}

function notOne(path: string, why: string): NagumoError {
  return new NagumoError(
    'LIBRARY_DAMAGED',
    `${path} is not a readable batch manifest: ${why}. Choose another folder, and start the batch there.`,
  )
}

/** Complete lines of a file, with their length in bytes; an unterminated last line is omitted. */
async function* linesOf(path: string): AsyncGenerator<{ line: string; bytes: number }> {
  let parts: Buffer[] = []
  let held = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    let rest = chunk as Buffer
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      parts.push(rest.subarray(0, at))
      const line = Buffer.concat(parts)
      parts = []
      held = 0
      rest = rest.subarray(at + 1)
      yield { line: line.toString('utf8'), bytes: line.length + 1 }
    }
    parts.push(rest)
    held += rest.length
    if (held > longestLine) throw notOne(path, 'it has a line longer than any that Nagumo writes')
  }
}
