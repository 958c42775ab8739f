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
 * What is kept on disk, in one folder of the person's:
 *
 *     recordings/ID/   recording.json, samples.bin, work.json (what was chosen for it and not estimated yet),
 *                      folder.json (in which folder of the person's it is)
 *     originals/SHA256 the files that recordings were read from, once each
 *     models/ID/       card.json, model.json, weights.bin, golden.json
 *     reports/ID/      report.json, entry.json
 *     series/ID/       series.json, entry.json (parameters over time)
 *     cells/ID/        cell.json, entry.json (a cell under known currents)
 *                      and notes.json in each of these three: title, tags, note and group, which alone change
 *     series-under-way/ID/   head.json, windows.jsonl, lock.json: until it is in series/
 *     batches/ID/      batch.jsonl, reports/ (what jobs/batch/ keeps of many estimates)
 *     runs/ID/         run.json, lock.json, checkpoint/, model/ (a training on its way)
 *     drafts/          training.json, batch.json, groups.json, place.json: what is being written, where a window was last
 *     settings.json    what was chosen: the default model, how files are read
 *     trash/KIND/ID.N  what was removed, for a week
 *     temporary/       what is being written, out of sight until it is whole; by whom is in the names
 *     lock/            who changes something just now, and who waits (claims.ts)
 *
 * Files of JSON are sealed (integrity/seal.ts); the checksum of every other file stands in the one that describes it.
 * Entries appear and go whole, by a rename; a damaged one takes nothing else with it.
 */
export interface Library {
  folder: string
  recordings: RecordingShelf
  /** Folders in which a person keeps recordings together. */
  recordingFolders: RecordingFolders
  models: ModelShelf
  reports: ReportShelf
  series: SeriesShelf
  cells: CellShelf
  seriesDrafts: SeriesDraftShelf
  runs: RunShelf
  /** Folders of batches; what is in them is read where batches are worked on. */
  batches: Shelf
  settings: SettingsStore
  work: WorkStore
  /** Calls back after each change of a list by this program, until the function that is returned is called. */
  onChanged(listener: (list: ListName) => void): () => void
  /** All in it that can’t be used, and why; looks into every file. @throws NagumoError LIBRARY_UNREACHABLE */
  damaged(): Promise<DamagedEntry[]>
  /** How it stands: what is wrong with it, what a person should know, how much is in the trash. */
  status(): Promise<LibraryStatus>
  /** What a person should know: told as they come; the ones so far are in the status. */
  notices: Pick<Known, 'onNotice' | 'tell'>
  /** Deletes for good what was removed. */
  emptyTrash(): Promise<void>
  /** @throws NagumoError LIBRARY_UNREACHABLE, LIBRARY_UNWRITABLE where nothing can be kept in it */
  requireWritable(): Promise<void>
  /**
   * A folder of one's own on the library's disk; gone when `use` ends. Where the disk is full, the trash is emptied and
   * `use` called once more, with a new folder.
   */
  inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T>
}

/**
 * Opens a library; the folder is made with the first thing that is kept in it. Succeeds also where it can't be reached
 * or written to: its status says so.
 * @param shippedModelsFolder holds a folder for each model that comes with the program; never written to
 */
export async function openLibrary(folder: string, shippedModelsFolder: string): Promise<Library> {
  await tidy(folder)
  const settings = createSettings(folder)
  // A person is told at the start where their choices can't be read; of the whole library its status tells.
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
