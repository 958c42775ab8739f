import type { Notes } from '../contract/notes.ts'
import type { ReportFormat } from '../contract/report-formats.ts'
import type { Library } from '../library/index.ts'
import { createPreferences } from '../library/preferences.ts'
import type { AnyReport } from '../report/any-report.ts'
import { exportAs } from '../report/formats.ts'
import type { ServiceDependencies } from './dependencies.ts'

/**
 * A report in a format, as a file that crosses to the window; pages with what was written beside it.
 * @throws NagumoError USAGE where it has not this format
 */
export async function exportedFile(
  { library, projects }: Pick<ServiceDependencies, 'library' | 'projects'>,
  report: AnyReport,
  as: ReportFormat,
): Promise<File> {
  // The JSON is what was kept, to the letter.
  const told = as === 'json' ? report : await withSource(library, report)
  const { uncertaintyDigits } = await createPreferences(projects.home).read()
  const notes = await notesOf(library, report)
  const { fileName, mime, content } = await exportAs(told, as, notes, uncertaintyDigits)
  // Bytes of Node's own are never shared memory, which the DOM's type can't know.
  return new File([content as BlobPart], fileName, { type: mime })
}

/** Undefined where nothing is written, or nothing of it is on the disk. */
function notesOf(library: Library, { format, id }: AnyReport): Promise<Notes | undefined> {
  const shelves = {
    'nagumo-report': library.reports,
    'nagumo-series': library.series,
    'nagumo-cell': library.cells,
  }
  return shelves[format].notes(id).catch(() => undefined)
}

/** Reports from before their files' checksums were written down have it of the recording, where that is still here. */
async function withSource<R extends AnyReport>(library: Library, report: R): Promise<R> {
  const { id, sha256 } = report.recording
  if (sha256 !== undefined || id === null) return report
  const original = await library.recordings.original(id).catch(() => null)
  return original ? { ...report, recording: { ...report.recording, sha256: original.sha256 } } : report
}
