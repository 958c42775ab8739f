import { type ReportFormat, reportFormats } from '../contract/report-formats.ts'
import type { AnyReport } from './any-report.ts'
import { hasDraws } from './draws-table.ts'

/** Whether a report is available in a format: without parameters it has no draws. */
export function hasFormat(report: AnyReport, id: ReportFormat): boolean {
  return isOf(report, id) && whyNot(report, id) === null
}

/**
 * Why a report is unavailable in a format of its kind; null where it is available.
 * @returns a sentence without its full stop
 */
export function whyNot(report: AnyReport, id: ReportFormat): string | null {
  if (id !== 'draws' && id !== 'nc') return null
  if (report.format === 'nagumo-series')
    return report.parameters.length > 0 ? null : 'No window of this series has parameters'
  if (hasDraws(report)) return null
  return report.format === 'nagumo-cell'
    ? 'This cell has no posterior draws: its integrate-and-fire model was not fitted'
    : 'This report has no posterior draws: no parameters were estimated'
}

function isOf(report: AnyReport, id: ReportFormat): boolean {
  return reportFormats.some((one) => one.id === id && one.of.includes(report.format))
}
