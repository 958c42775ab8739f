import Papa from 'papaparse'
import { NagumoError } from '../../contract/errors.ts'

/** A row of a group table: assigns a recording, or one of its sweeps, to a cell, and the cell to a condition. */
export interface GroupRow {
  recording: string
  /** Left out for all sweeps of the recording. */
  sweep?: string
  cell: string
  condition: string
}

const needed = ['recording', 'cell', 'condition'] as const
const mostRows = 20_000

/**
 * Parses a group table from CSV text (comma, semicolon or tab) with the columns recording, cell and condition, and
 * sweep where a recording's sweeps are of different cells or conditions. Columns in any order; others are ignored.
 * @param name of the file, for messages
 * @throws NagumoError FILE_EMPTY, COLUMN_COUNT, GROUPS_UNFIT with the line, what was expected and what was found
 */
export function readGroups(text: string, name: string): GroupRow[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' })
  if (data.length < 2)
    throw new NagumoError(
      'FILE_EMPTY',
      `${name} has no rows. A table with the columns ${needed.join(', ')} was expected, a row for each recording.`,
    )
  if (data.length > mostRows)
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${name} has more than ${mostRows} rows. Give the recordings of one study.`,
    )
  const head = data[0].map((cell) => cell.trim().toLowerCase())
  const missing = needed.filter((column) => !head.includes(column))
  if (missing.length > 0)
    throw new NagumoError(
      'COLUMN_COUNT',
      `${name} has no column ${missing.join(', ')}; its first line is “${data[0].join(', ').slice(0, 100)}”. Name the columns ${needed.join(', ')} (and sweep, where that is needed).`,
    )
  const of = (row: readonly string[], column: string): string => row[head.indexOf(column)]?.trim() ?? ''
  const rows = data.slice(1).map((row, k): GroupRow => {
    const empty = needed.find((column) => of(row, column) === '')
    if (empty !== undefined)
      throw new NagumoError(
        'GROUPS_UNFIT',
        `${name}, row ${k + 2}: the ${empty} is empty. Fill it in, or remove the row.`,
      )
    const sweep = head.includes('sweep') ? of(row, 'sweep') : ''
    return {
      recording: of(row, 'recording'),
      ...(sweep !== '' && { sweep }),
      cell: of(row, 'cell'),
      condition: of(row, 'condition'),
    }
  })
  const seen = new Map<string, number>()
  rows.forEach(({ recording, sweep }, k) => {
    const key = JSON.stringify([recording, sweep ?? null])
    const before = seen.get(key)
    if (before !== undefined)
      throw new NagumoError(
        'GROUPS_UNFIT',
        `${name}, rows ${before + 2} and ${k + 2}: ${recording}${sweep === undefined ? '' : `, ${sweep}`} occurs twice. A recording belongs to one cell and one condition; if its sweeps differ, add a column “sweep”.`,
      )
    seen.set(key, k)
  })
  return rows
}

/** Reports assigned to the conditions and cells of a table. */
export interface PlacedReports<R> {
  /** In order of first appearance in the table. */
  conditions: { name: string; cells: { name: string; reports: R[] }[] }[]
  /** Reports not in the table. */
  unnamed: R[]
  /** Rows without a report. */
  missing: GroupRow[]
}

/**
 * Assigns reports to the cells and conditions of a table. Recordings are matched by file name, with or without
 * extension; a row with a sweep takes precedence over one without.
 */
export function placeReports<R extends { recording: { name: string; sweep: string } }>(
  rows: readonly GroupRow[],
  reports: readonly R[],
): PlacedReports<R> {
  const stem = (name: string): string => name.replace(/\.[^.]*$/, '')
  const found = new Map<GroupRow, R[]>(rows.map((row) => [row, []]))
  const unnamed: R[] = []
  for (const report of reports) {
    const { name, sweep } = report.recording
    const named = rows.filter(({ recording }) => recording === name)
    const own = named.length > 0 ? named : rows.filter(({ recording }) => recording === stem(name))
    const row = own.find((one) => one.sweep === sweep) ?? own.find((one) => one.sweep === undefined)
    if (row) found.get(row)!.push(report)
    else unnamed.push(report)
  }
  const conditions: PlacedReports<R>['conditions'] = []
  for (const [row, own] of found) {
    let condition = conditions.find(({ name }) => name === row.condition)
    if (!condition) {
      condition = { name: row.condition, cells: [] }
      conditions.push(condition)
    }
    const cell = condition.cells.find(({ name }) => name === row.cell)
    if (cell) cell.reports.push(...own)
    else condition.cells.push({ name: row.cell, reports: [...own] })
  }
  return { conditions, unnamed, missing: rows.filter((row) => found.get(row)!.length === 0) }
}
