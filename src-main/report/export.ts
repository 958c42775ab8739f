import type { Report } from '../contract/reports.ts'
import { slug } from '../library/ids.ts'
import { parameterTable } from './parameter-table.ts'

/** A report as a file to save. */
export interface ExportedReport {
  /** Valid on every system, and unique to the report. */
  fileName: string
  mime: string
  text: string
}

/** JSON: the whole report, as stored in the library. CSV: the table of its parameters. */
export function exportReport(report: Report, as: 'json' | 'csv'): ExportedReport {
  const fileName = `${fileStem(report)}.${as}`
  return as === 'json'
    ? { fileName, mime: 'application/json', text: `${JSON.stringify(report)}\n` }
    : { fileName, mime: 'text/csv', text: parameterTable(report) }
}

/**
 * “cell07-v2-20260314-092653-3f9a2c1b04”: recording, sweep, time (UTC), end of the id.
 * @param what inserted after the sweep, where it is not a report: over-time
 */
export function fileStem(
  {
    id,
    createdAt,
    recording,
  }: Pick<Report, 'id' | 'createdAt'> & { recording: { name: string; sweep: string } },
  what?: string,
): string {
  const name = slug(recording.name.replace(/\.[^.]*$/, '')).slice(0, 60)
  const sweep = slug(recording.sweep).slice(0, 30)
  const time = createdAt.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  return [name || 'recording', sweep, what, time, id.split('-').at(-1)].filter(Boolean).join('-')
}
