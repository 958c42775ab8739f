import { type FileHandle, open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BatchFile, BatchHeader, BatchPlan, BatchRow } from '../../contract/batches.ts'
import { NagumoError } from '../../contract/errors.ts'
import { ensureFolder, syncPath, writeDurably } from '../../library/files.ts'
import { takeLock } from '../../library/lock.ts'
import { notWritten, writeWholeFiles } from '../../library/whole-files.ts'
import { checkedLine } from './checked-lines.ts'
import { differences } from './options.ts'
import { type Manifest, manifestName, readManifest } from './read-manifest.ts'

export const reportsFolder = 'reports'

/** A batch on disk: reports, and a manifest of finished items. */
export interface BatchStore {
  /** Finished items of an earlier run. */
  before: BatchRow[]
  /** Damaged lines of an earlier run: their items are run again. */
  damaged: number
  /**
   * Saves an item: its files first, atomically, then its line. A power failure in between costs only this item.
   * @throws NagumoError LIBRARY_UNWRITABLE
   */
  keep(row: BatchRow, files: readonly { fileName: string; text: string }[]): Promise<void>
  /** Releases the lock. */
  close(): Promise<void>
}

/**
 * Begins a batch in a folder, or resumes the one there.
 * @param resume whether an existing batch may be resumed; where there is none, one is begun
 * @throws NagumoError USAGE where an existing batch has other options, may not be resumed, or is run by another
 * process; LIBRARY_DAMAGED, LIBRARY_UNWRITABLE
 */
export async function openBatch(folder: string, header: BatchHeader, resume: boolean): Promise<BatchStore> {
  const fail = (error: unknown): never => {
    throw notWritten(folder, manifestName, error)
  }
  await ensureFolder(join(folder, reportsFolder)).catch(fail)
  const lock = await takeLock(folder).catch(fail)
  if (!lock) {
    throw new NagumoError(
      'USAGE',
      `Another instance of Nagumo is running the batch in ${folder}. Wait for it, or stop it there.`,
    )
  }
  let file: FileHandle | null = null
  try {
    const there = await readManifest(folder)
    if (there) refuseOther(folder, there.header.plan, header.plan, resume)
    else await beginManifest(folder, header).catch(fail)
    const path = join(folder, manifestName)
    const handle = await open(path, 'r+').catch(fail)
    file = handle
    let end = there?.bytes ?? (await handle.stat()).size
    let line: Promise<void> = Promise.resolve()
    const append = async (text: string): Promise<void> => {
      // Overwrites what a crash or a full disk truncated.
      await handle.truncate(end)
      const { bytesWritten } = await handle.write(text, end)
      await handle.sync()
      end += bytesWritten
    }
    return {
      before: there ? await stillDone(folder, there) : [],
      damaged: there?.damaged ?? 0,
      async keep(row, files) {
        if (files.length > 0) {
          await writeWholeFiles(join(folder, reportsFolder), files)
          await syncPath(join(folder, reportsFolder))
        }
        const written = line.then(() => append(checkedLine(row)))
        line = written.catch(() => undefined)
        await written.catch(fail)
      },
      async close() {
        await line
        await handle.close()
        await lock.release()
      },
    }
  } catch (error) {
    await file?.close().catch(() => undefined)
    await lock.release()
    throw error
  }
}

/** Writes the header of a batch atomically. */
export async function beginManifest(folder: string, header: BatchHeader): Promise<void> {
  const next = join(folder, `${manifestName}.next`)
  await writeDurably(next, checkedLine(header))
  await rename(next, join(folder, manifestName))
  await syncPath(folder)
}

/** Finished items; those that failed for machine-related reasons, or whose report is missing, are run again. */
async function stillDone(folder: string, { rows }: Manifest): Promise<BatchRow[]> {
  const done: BatchRow[] = []
  for (const row of rows.values()) {
    if (row.again) continue
    if (row.report) {
      const found = await stat(join(folder, row.report.file)).catch(() => null)
      if (found?.size !== row.report.bytes) continue
    }
    done.push(row)
  }
  return done
}

function refuseOther(folder: string, there: BatchPlan, here: BatchPlan, resume: boolean): void {
  const refuse = (text: string): never => {
    throw new NagumoError('USAGE', text)
  }
  if (!resume)
    refuse(`${folder} already contains a batch. Add --resume to continue it, or choose another folder.`)
  const other = `The batch in ${folder} can’t be resumed`
  const anew = 'Give the same options and files again, or choose another folder for a separate batch.'
  const differing = differences(there.options, here.options)
  if (differing.length > 0)
    refuse(`${other}: it was started with different options: ${differing.join('; ')}. ${anew}`)
  const [one, two] = [there, here].map(({ shard }) =>
    shard ? `shard ${shard.index}/${shard.count}` : 'an unsharded batch',
  )
  if (one !== two) refuse(`${other}: it is ${one}, and ${two} was requested. ${anew}`)
  const file = otherFile(there.files, here.files)
  if (file !== null) refuse(`${other}: ${file}. ${anew}`)
}

/** The first difference between two lists of recordings; null where they are equal. */
export function otherFile(there: readonly BatchFile[], here: readonly BatchFile[]): string | null {
  const found = new Map(here.map((file) => [file.path, file]))
  for (const { path, sha256, sweeps } of there) {
    const file = found.get(path)
    if (!file) return `${path} belongs to it and is not among the files given now`
    if (file.sha256 === null && sha256 !== null) return `${path} was readable then and is not now`
    if (file.sha256 !== sha256) return `${path} has changed (its SHA-256 differs)`
    if (JSON.stringify(file.sweeps) !== JSON.stringify(sweeps)) return `${path} now has different sweeps`
    found.delete(path)
  }
  const [more] = found.keys()
  return more === undefined ? null : `${more} was not one of its files`
}
