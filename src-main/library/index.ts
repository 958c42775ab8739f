import { createModelShelf, type ModelShelf } from './models.ts'
import { createRecordingShelf, type RecordingShelf } from './recordings.ts'
import { createReportShelf, type ReportShelf } from './reports.ts'
import { createRunShelf, type RunShelf } from './runs.ts'
import { createSeriesShelf, type SeriesShelf } from './series.ts'
import { createSettings, type SettingsStore } from './settings.ts'
import { inTemporaryFolder, tidy } from './shelf.ts'

export { defaultLibraryFolder } from './default-folder.ts'

/**
 * What is kept on disk, in one folder of the person's:
 *
 *     recordings/ID/   recording.json, samples.bin, source (a text file)
 *     models/ID/       card.json, model.json, weights.bin, golden.json
 *     reports/ID/      report.json, entry.json
 *     series/ID/       series.json, entry.json (parameters over time)
 *     runs/ID/         run.json, lock.json, checkpoint/, model/ (a training on its way)
 *     settings.json    what was chosen: the default model, how files are read
 *     trash/           what was removed, for a week
 *     temporary/       what is being written, out of sight until it is whole
 *
 * Entries appear and go whole, by a rename; a damaged one takes nothing else with it.
 */
export interface Library {
  folder: string
  recordings: RecordingShelf
  models: ModelShelf
  reports: ReportShelf
  series: SeriesShelf
  runs: RunShelf
  settings: SettingsStore
  /** A folder of one's own on the library's disk; gone when `use` ends. */
  inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T>
}

/**
 * Opens a library; the folder is made with the first thing that is kept in it.
 * @param shippedModelsFolder holds a folder for each model that comes with the program; never written to
 */
export async function openLibrary(folder: string, shippedModelsFolder: string): Promise<Library> {
  await tidy(folder)
  return {
    folder,
    recordings: createRecordingShelf(folder),
    models: createModelShelf(folder, shippedModelsFolder),
    reports: createReportShelf(folder),
    series: createSeriesShelf(folder),
    runs: createRunShelf(folder, shippedModelsFolder),
    settings: createSettings(folder),
    inTemporaryFolder: (use) => inTemporaryFolder(folder, use),
  }
}
