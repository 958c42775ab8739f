import { entryOf } from '../contract/report-entry.ts'
import { Report, ReportEntry, reportVersion } from '../contract/reports.ts'
import { createDocumentShelf, type DocumentShelf } from './documents.ts'

export type ReportShelf = DocumentShelf<Report, ReportEntry>

export function createReportShelf(root: string): ReportShelf {
  return createDocumentShelf(root, {
    shelf: 'reports',
    kind: 'report',
    schema: Report,
    version: reportVersion,
    entrySchema: ReportEntry,
    entryOf,
  })
}
