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

/** A batch on the disk: reports, and a manifest of what is done. */
export interface BatchStore {
  /** What an earlier run has done, and need not be done again. */
  before: BatchRow[]
  /** Lines of an earlier run that were damaged: their items are done again. */
  damaged: number
  /**
   * Puts an item on the disk: its files first, whole, then its line. Power lost in between costs this item alone.
   * @throws NagumoError LIBRARY_UNWRITABLE
   */
  keep(row: BatchRow, files: readonly { fileName: string; text: string }[]): Promise<void>
  /** Leaves the folder to others. */
  close(): Promise<void>
}

/**
 * Begins a batch in a folder, or goes on with the one that is there.
 * @param resume whether the one that is there is to be gone on with; where there is none, one is begun all the same
 * @throws NagumoError USAGE where there is a batch and it is another one, or is not to be gone on with, or another
 *   program is at work on it; LIBRARY_DAMAGED, LIBRARY_UNWRITABLE
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
      `Another Nagumo is at work on the batch in ${folder}. Wait for it, or stop it there.`,
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
      // Over what was cut off, by a crash or by a disk that was full.
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

/** Puts the head of a batch into a folder: whole or not at all. */
export async function beginManifest(folder: string, header: BatchHeader): Promise<void> {
  const next = join(folder, `${manifestName}.next`)
  await writeDurably(next, checkedLine(header))
  await rename(next, join(folder, manifestName))
  await syncPath(folder)
}

/** What is done and need not be done again: what failed for reasons of the machine is, and what lost its report. */
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
  if (!resume) refuse(`There is a batch in ${folder}. Add --resume to continue it, or name another folder.`)
  const other = `The batch in ${folder} can’t be resumed`
  const anew = 'Give the same again, or name another folder for a separate batch.'
  const differing = differences(there.options, here.options)
  if (differing.length > 0)
    refuse(`${other}: it was begun with other options: ${differing.join('; ')}. ${anew}`)
  const [one, two] = [there, here].map(({ shard }) =>
    shard ? `shard ${shard.index}/${shard.count}` : 'a whole batch',
  )
  if (one !== two) refuse(`${other}: it is ${one}, and ${two} was asked for. ${anew}`)
  const file = otherFile(there.files, here.files)
  if (file !== null) refuse(`${other}: ${file}. ${anew}`)
}

/** What is first found to differ between two lists of recordings; null where they are the same. */
export function otherFile(there: readonly BatchFile[], here: readonly BatchFile[]): string | null {
  const found = new Map(here.map((file) => [file.path, file]))
  for (const { path, sha256, sweeps } of there) {
    const file = found.get(path)
    if (!file) return `${path} belongs to it and is not among the files now`
    if (file.sha256 === null && sha256 !== null) return `${path} could be read then and can’t now`
    if (file.sha256 !== sha256) return `${path} has other bytes now`
    if (JSON.stringify(file.sweeps) !== JSON.stringify(sweeps)) return `${path} has other sweeps now`
    found.delete(path)
  }
  const [more] = found.keys()
  return more === undefined ? null : `${more} was not among its files`
}
