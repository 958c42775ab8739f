import {
  anyReport,
  asksForAny,
  findReports,
  type ReportOrder,
  type ReportQuery,
} from '../../src-main/contract/find-reports.ts'
import { choicesOf } from '../../src-main/contract/report-choices.ts'
import { cells } from './cells.svelte.ts'
import { reports } from './reports.svelte.ts'
import { series } from './series.svelte.ts'

/** Reports, parameters over time and cell reports in one list, with search and sorting. */
class ReportList {
  query = $state<ReportQuery>({ ...anyReport })
  order = $state<ReportOrder>('newest')

  readonly all = $derived([
    ...reports.all.map((entry) => ({ kind: 'report' as const, entry, ...entry })),
    ...series.all.map((entry) => ({ kind: 'series' as const, entry, ...entry })),
    ...cells.all.map((entry) => ({
      kind: 'cell' as const,
      entry,
      ...entry,
      modelName: 'Cell, by its sweeps',
    })),
  ])
  readonly found = $derived(findReports(this.all, this.query, this.order))
  readonly choices = $derived(choicesOf(this.all))
  readonly filtered = $derived(asksForAny(this.query))

  /** Clears the search. */
  clear(): void {
    this.query = { ...anyReport }
  }
}

export const reportList = new ReportList()
export type ReportLine = (typeof reportList.all)[number]

/** Values of a report in its row, and how many are side by side. */
export function valuesOf(line: ReportLine) {
  return line.kind === 'report' && line.level !== 'unreliable' ? line.entry.parameters : []
}
export const valuesInRow = 2

/** Height of a row, px: texts of 20 and 16 px, each cut to one line (components/report/ReportLine.svelte). */
export function heightOf(line: ReportLine): number {
  const rows =
    2 +
    (line.notKept ? 1 : 0) +
    (line.notes && (line.notes.group || line.notes.tags.length > 0) ? 1 : 0) +
    (line.kind === 'report' ? Math.ceil(valuesOf(line).length / valuesInRow) : 1)
  // Padding above and below, and the border.
  return 20 + 16 * rows + 8 + 8 + 1
}
