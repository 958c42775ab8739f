import type { Series } from '../contract/series.ts'
import { type ExportedReport, fileStem } from './export.ts'
import { seriesTable } from './series-table.ts'

/** JSON: the whole series, as stored in the library. CSV: a row for each window. */
export function exportSeries(series: Series, as: 'json' | 'csv'): ExportedReport {
  const fileName = `${fileStem(series, 'over-time')}.${as}`
  return as === 'json'
    ? { fileName, mime: 'application/json', text: `${JSON.stringify(series)}\n` }
    : { fileName, mime: 'text/csv', text: seriesTable(series) }
}
