import type { LibraryStatus, ListName } from '../contract/library.ts'
import { type CellShelf, createCellShelf } from './cells.ts'
import { onChanged } from './changed.ts'
import { change, withRoom } from './changes.ts'
import { damagedIn } from './damaged.ts'
import { type Known, knownOf } from './known.ts'
import { createModelShelf, type ModelShelf } from './models.ts'
import { requireWritable } from './reach.ts'
import { createRecordingFolders, type RecordingFolders } from './recording-folders.ts'
import { createRecordingShelf, type RecordingShelf } from './recordings.ts'
import { createReportShelf, type ReportShelf } from './reports.ts'
import { createRunShelf, type RunShelf } from './runs.ts'
import { createSeriesShelf, type SeriesShelf } from './series.ts'
import { createSeriesDraftShelf, type SeriesDraftShelf } from './series-drafts.ts'
import { createSettings, type SettingsStore } from './settings.ts'
import { createShelf, type DamagedEntry, type Shelf } from './shelf.ts'
import { statusOf } from './status.ts'
import { inTemporaryFolder } from './temporary.ts'
import { tidy } from './tidy.ts'
import { emptyTrash } from './trash.ts'
import { createWorkStore, type WorkStore } from './work.ts'

export { defaultLibraryFolder } from './default-folder.ts'

/**
 * The library's folder on disk:
 *
 *     recordings/ID/   recording.json, samples.bin, work.json (settings of an estimate not started yet),
 *                      folder.json (the user's folder that it is in)
 *     originals/SHA256 imported files, each once
 *     models/ID/       card.json, model.json, weights.bin, golden.json
 *     reports/ID/      report.json, entry.json
 *     series/ID/       series.json, entry.json (parameters over time)
 *     cells/ID/        cell.json, entry.json (a cell under known currents)
 *                      and notes.json in each of these three: title, tags, note and group, the only mutable part
 *     series-under-way/ID/   head.json, windows.jsonl, lock.json: until moved to series/
 *     batches/ID/      batch.jsonl, reports/ (written by jobs/batch/)
 *     runs/ID/         run.json, lock.json, checkpoint/, model/ (a training run)
 *     drafts/          training.json, batch.json, groups.json, place.json: unfinished forms, the window's last place
 *     settings.json    the default model, how files are read
 *     trash/KIND/ID.N  removed entries, for a week
 *     temporary/       incomplete entries; their names identify the holder
 *     lock/            the process that holds the lock, and those that wait (claims.ts)
 *
 * JSON files are sealed (integrity/seal.ts); every other file's checksum is in the file that describes it.
 * Entries are added and removed atomically, by a rename; a damaged one does not affect others.
 */
export interface Library {
  folder: string
  recordings: RecordingShelf
  /** Folders in which a user groups recordings. */
  recordingFolders: RecordingFolders
  models: ModelShelf
  reports: ReportShelf
  series: SeriesShelf
  cells: CellShelf
  seriesDrafts: SeriesDraftShelf
  runs: RunShelf
  /** Folders of batches; their content is read in jobs/batch/. */
  batches: Shelf
  settings: SettingsStore
  work: WorkStore
  /** Subscribes to changes of lists by this process; the returned function unsubscribes. */
  onChanged(listener: (list: ListName) => void): () => void
  /** All damaged entries, and why; reads every file. @throws NagumoError LIBRARY_UNREACHABLE */
  damaged(): Promise<DamagedEntry[]>
  /** Faults, notices and the size of the trash. */
  status(): Promise<LibraryStatus>
  /** Notices as they come; earlier ones are in the status. */
  notices: Pick<Known, 'onNotice' | 'tell'>
  /** Deletes the trash permanently. */
  emptyTrash(): Promise<void>
  /** @throws NagumoError LIBRARY_UNREACHABLE, LIBRARY_UNWRITABLE */
  requireWritable(): Promise<void>
  /**
   * A private temporary folder on the library's disk, deleted when `use` ends. Where the disk is full, the trash is
   * emptied and `use` called once more with a new folder.
   */
  inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T>
}

/**
 * Opens a library; its folder is created at the first write. Does not fail where the library is unreachable or
 * read-only: the status reports that.
 * @param shippedModelsFolder holds a folder for each shipped model; never written to
 */
export async function openLibrary(folder: string, shippedModelsFolder: string): Promise<Library> {
  await tidy(folder)
  const settings = createSettings(folder)
  // Notify the user at the start of unreadable settings; other faults are in the status.
  await settings.read().catch(() => undefined)
  const recordings = createRecordingShelf(folder)
  const models = createModelShelf(folder, shippedModelsFolder)
  const reports = createReportShelf(folder)
  const series = createSeriesShelf(folder)
  const cells = createCellShelf(folder)
  const runs = createRunShelf(folder, shippedModelsFolder)
  return {
    folder,
    recordings,
    recordingFolders: createRecordingFolders(folder),
    models,
    reports,
    series,
    cells,
    seriesDrafts: createSeriesDraftShelf(folder),
    runs,
    batches: createShelf(folder, 'batches', 'batch'),
    settings,
    work: createWorkStore(folder),
    onChanged: (listener) => onChanged(folder, listener),
    damaged: () => damagedIn({ recordings, models, others: [reports, series, cells, runs] }),
    status: () => statusOf(folder),
    notices: knownOf(folder),
    emptyTrash: () => change(folder, async () => void (await emptyTrash(folder))),
    requireWritable: () => requireWritable(folder),
    inTemporaryFolder: (use) => withRoom(folder, () => inTemporaryFolder(folder, use)),
  }
}
