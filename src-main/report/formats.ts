import { NagumoError } from '../contract/errors.ts'
import type { Notes } from '../contract/notes.ts'
import { type FormatDescription, type ReportFormat, reportFormats } from '../contract/report-formats.ts'
import {
  type UncertaintyDigits,
  usualUncertaintyDigits,
  withUncertaintyDigits,
} from '../contract/uncertainty-digits.ts'
import { type AnyReport, documentOf } from './any-report.ts'
import {
  cellToInferenceData,
  reportToInferenceData,
  seriesToInferenceData,
} from './arviz/to-inference-data.ts'
import type { ReportDocument } from './document/document.ts'
import { withNotes } from './document/notes.ts'
import { documentToPdf } from './document-to-pdf.ts'
import { drawsTable } from './draws-table.ts'
import { fileStem } from './export.ts'
import { exportCell } from './export-cell.ts'
import { exportSeries } from './export-series.ts'
import { documentToHtml } from './html/document-to-html.ts'
import { parameterTable } from './parameter-table.ts'

/** A format with its writer: text, or bytes. */
export interface Format extends FormatDescription {
  /** @param notes the user's notes: in the head of pages, not in data */
  make(report: AnyReport, notes?: Notes, digits?: UncertaintyDigits): Promise<string | Uint8Array>
}

const makers: Record<
  ReportFormat,
  (
    report: AnyReport,
    notes?: Notes,
    digits?: UncertaintyDigits,
  ) => string | Uint8Array | Promise<string | Uint8Array>
> = {
  pdf: (report, notes, digits) => documentToPdf(pagesOf(report, notes, digits)),
  html: (report, notes, digits) => documentToHtml(pagesOf(report, notes, digits)),
  json: (report) => `${JSON.stringify(report)}\n`,
  csv: tableOf,
  draws: (report) => drawsTable(withDraws(report)),
  nc(report) {
    switch (report.format) {
      case 'nagumo-report':
        return reportToInferenceData(report)
      case 'nagumo-series':
        return seriesToInferenceData(report)
      case 'nagumo-cell':
        return cellToInferenceData(report)
    }
  },
}

/** All formats, in menu order; a new one is described in contract/report-formats.ts and implemented above. */
export const formats: readonly Format[] = reportFormats.map((described) => ({
  ...described,
  make: async (report, notes, digits) => makers[described.id](report, notes, digits),
}))

/** @returns the format of this name */
export function formatOf(id: ReportFormat): Format {
  const found = formats.find((one) => one.id === id)
  if (!found) throw new Error(`there is no format ${id}`)
  return found
}

/**
 * A report as a file to save.
 * @param digits of the uncertainty, in pages; data keep full precision.
 * @throws NagumoError USAGE where it does not have this format
 */
export async function exportAs(
  report: AnyReport,
  id: ReportFormat,
  notes?: Notes,
  digits?: UncertaintyDigits,
): Promise<{ fileName: string; mime: string; content: string | Uint8Array }> {
  const { extension, mime, label, of, make } = formatOf(id)
  if (!of.includes(report.format))
    throw new NagumoError(
      'USAGE',
      `Expected a format of ${kindWords[report.format]}; ${label} is none of them. It has ${formats
        .filter((one) => one.of.includes(report.format))
        .map((one) => one.id)
        .join(', ')}.`,
    )
  return { fileName: `${stemOf(report)}.${extension}`, mime, content: await make(report, notes, digits) }
}

const kindWords: Record<AnyReport['format'], string> = {
  'nagumo-report': 'a report',
  'nagumo-series': 'a series over time',
  'nagumo-cell': 'a cell',
}

/** File name without the extension. */
export function stemOf(report: AnyReport): string {
  switch (report.format) {
    case 'nagumo-report':
      return fileStem(report)
    case 'nagumo-series':
      return fileStem(report, 'over-time')
    case 'nagumo-cell': {
      const { id, createdAt, recording } = report
      return fileStem({ id, createdAt, recording: { name: recording.name, sweep: 'cell' } })
    }
  }
}

function pagesOf(
  report: AnyReport,
  notes: Notes | undefined,
  digits: UncertaintyDigits = usualUncertaintyDigits,
): ReportDocument {
  return withNotes(
    withUncertaintyDigits(digits, () => documentOf(report)),
    notes,
  )
}

function tableOf(report: AnyReport): string {
  switch (report.format) {
    case 'nagumo-report':
      return parameterTable(report)
    case 'nagumo-series':
      return exportSeries(report, 'csv').text
    case 'nagumo-cell':
      return exportCell(report, 'csv').text
  }
}

function withDraws(report: AnyReport) {
  if (report.format === 'nagumo-series') throw new Error('a series has no draws')
  return report
}
