import type { Notes } from '../contract/notes.ts'
import type { ReportFormat } from '../contract/report-formats.ts'
import type { Library } from '../library/index.ts'
import { createPreferences } from '../library/preferences.ts'
import type { AnyReport } from '../report/any-report.ts'
import { exportAs } from '../report/formats.ts'
import type { ServiceDependencies } from './dependencies.ts'

/**
 * A report in a format, as a file for the window; pages include its notes.
 * @throws NagumoError USAGE where the format is not available
 */
export async function exportedFile(
  { library, projects }: Pick<ServiceDependencies, 'library' | 'projects'>,
  report: AnyReport,
  as: ReportFormat,
): Promise<File> {
  // The JSON as stored, unchanged.
  const told = as === 'json' ? report : await withSource(library, report)
  const { uncertaintyDigits } = await createPreferences(projects.home).read()
  const notes = await notesOf(library, report)
  const { fileName, mime, content } = await exportAs(told, as, notes, uncertaintyDigits)
  // Node's buffers are never shared memory, which the DOM type does not express.
  return new File([content as BlobPart], fileName, { type: mime })
}

/** Undefined where there are no notes, or none on disk. */
function notesOf(library: Library, { format, id }: AnyReport): Promise<Notes | undefined> {
  const shelves = {
    'nagumo-report': library.reports,
    'nagumo-series': library.series,
    'nagumo-cell': library.cells,
  }
  return shelves[format].notes(id).catch(() => undefined)
}

/** For reports from before checksums of files were stored, the recording's, where it still exists. */
async function withSource<R extends AnyReport>(library: Library, report: R): Promise<R> {
  const { id, sha256 } = report.recording
  if (sha256 !== undefined || id === null) return report
  const original = await library.recordings.original(id).catch(() => null)
  return original ? { ...report, recording: { ...report.recording, sha256: original.sha256 } } : report
}
