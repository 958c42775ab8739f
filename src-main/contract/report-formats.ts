import { z } from 'zod'

/** Export formats of reports, series over time and cells. */
export const ReportFormat = z.enum(['pdf', 'html', 'json', 'csv', 'draws', 'nc'])
export type ReportFormat = z.infer<typeof ReportFormat>

/** Exportable documents, by the format name in their files. */
export type Exported = 'nagumo-report' | 'nagumo-series' | 'nagumo-cell'

export interface FormatDescription {
  id: ReportFormat
  /** Menu label. */
  label: string
  /** File name extension, without the dot. */
  extension: string
  mime: string
  of: readonly Exported[]
}

const all = ['nagumo-report', 'nagumo-series', 'nagumo-cell'] as const

/** In menu order. They are implemented in report/formats.ts. */
export const reportFormats: readonly FormatDescription[] = [
  { id: 'pdf', label: 'PDF', extension: 'pdf', mime: 'application/pdf', of: all },
  { id: 'html', label: 'HTML page', extension: 'html', mime: 'text/html', of: all },
  { id: 'json', label: 'JSON, everything', extension: 'json', mime: 'application/json', of: all },
  { id: 'csv', label: 'CSV, table', extension: 'csv', mime: 'text/csv', of: all },
  {
    id: 'draws',
    label: 'CSV, posterior draws',
    extension: 'draws.csv',
    mime: 'text/csv',
    of: ['nagumo-report', 'nagumo-cell'],
  },
  {
    id: 'nc',
    label: 'NetCDF for ArviZ',
    extension: 'nc',
    mime: 'application/x-netcdf',
    of: all,
  },
]

/** The export formats of a document. */
export function formatsOf(exported: Exported): FormatDescription[] {
  return reportFormats.filter(({ of }) => of.includes(exported))
}
