import type { CellReport } from '../contract/cells.ts'
import { NagumoError } from '../contract/errors.ts'
import type { Report } from '../contract/reports.ts'
import { cellDraws } from './cell-draws.ts'
import { toCsv } from './csv.ts'

/**
 * Equally weighted posterior draws as CSV: a column per parameter, by its name, a row per draw, at full precision.
 * @throws NagumoError NOT_FOUND where there are none
 */
export function drawsTable(report: Report | CellReport): string {
  const { names, rows } = drawsOf(report)
  if (rows.length === 0)
    throw new NagumoError(
      'NOT_FOUND',
      `Expected posterior draws to export; ${report.recording.name} has none, since no parameters were reported. Export the report itself (JSON, CSV or HTML).`,
    )
  return toCsv([names, ...rows])
}

/** Whether there are any. */
export function hasDraws(report: Report | CellReport): boolean {
  return drawsOf(report).rows.length > 0
}

/** Draws of a report, or of the integrate-and-fire fit of a cell. */
function drawsOf(report: Report | CellReport): { names: string[]; rows: number[][] } {
  if (report.format === 'nagumo-report')
    return { names: report.parameters.map(({ name }) => name), rows: report.draws }
  const columns = cellDraws(report)
  const count = columns[0]?.values.length ?? 0
  return {
    names: columns.map(({ name }) => name),
    rows: Array.from({ length: count }, (_, i) => columns.map(({ values }) => values[i])),
  }
}
