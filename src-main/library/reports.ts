import { entryOf } from '../contract/report-entry.ts'
import { Report, ReportEntry } from '../contract/reports.ts'
import { createDocumentShelf, type DocumentShelf } from './documents.ts'

export type ReportShelf = DocumentShelf<Report, ReportEntry>

export function createReportShelf(root: string): ReportShelf {
  return createDocumentShelf(root, {
    shelf: 'reports',
    kind: 'report',
    schema: Report,
    entrySchema: ReportEntry,
    entryOf,
  })
}
