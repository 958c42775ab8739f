import { z } from 'zod'

/** Forms in which a report, a series over time or a cell leaves the program. */
export const ReportFormat = z.enum(['pdf', 'html', 'json', 'csv', 'draws', 'nc'])
export type ReportFormat = z.infer<typeof ReportFormat>

/** What can be exported, by the names that the files have themselves. */
export type Exported = 'nagumo-report' | 'nagumo-series' | 'nagumo-cell'

export interface FormatDescription {
  id: ReportFormat
  /** In a menu. */
  label: string
  /** Of file names, without the dot. */
  extension: string
  mime: string
  of: readonly Exported[]
}

const all = ['nagumo-report', 'nagumo-series', 'nagumo-cell'] as const

/** In the order of a menu. How each is made stands in report/formats.ts. */
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

/** The formats in which something can be exported. */
export function formatsOf(exported: Exported): FormatDescription[] {
  return reportFormats.filter(({ of }) => of.includes(exported))
}
