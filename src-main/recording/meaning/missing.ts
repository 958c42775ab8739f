import { NagumoError } from '../../contract/errors.ts'
import { quote } from '../table/problems.ts'
import type { Table } from '../table/read-table.ts'
import type { ColumnPlan } from './columns.ts'
import type { Evidence } from './time-unit.ts'

/** Evidence about missing cells in the columns used. */
export function missingEvidence(table: Table, used: readonly number[]): Evidence[] {
  return used.flatMap((column) => {
    const found = table.missing.get(column)
    if (!found) return []
    const { count, row } = found
    return [
      {
        conclusion: `${count} ${count === 1 ? 'sample' : 'samples'} of column ${column + 1} ${count === 1 ? 'is' : 'are'} missing`,
        because: `empty cells or “NaN”, the first in line ${table.lineOf(row)}`,
      },
    ]
  })
}

/** Whether more than half of a column up to its last value is missing: a short sweep may end before the others. */
export function isMostlyMissing(table: Table, column: number): boolean {
  const count = table.missing.get(column)?.count ?? 0
  if (count <= table.rows / 2) return false
  const samples = table.columns.get(column)!
  let last = table.rows - 1
  while (last >= 0 && Number.isNaN(samples[last])) last--
  const after = table.rows - 1 - last
  return last < 0 || count - after > (last + 1) / 2
}

/** @throws NagumoError CELL_NOT_A_NUMBER where a voltage column is mostly empty */
export function refuseMostlyMissing(
  table: Table,
  plan: ColumnPlan,
  voltages: readonly number[],
  file: string,
): void {
  const column = voltages.find((j) => isMostlyMissing(table, j))
  if (column === undefined) return
  const { count, row } = table.missing.get(column)!
  throw new NagumoError(
    'CELL_NOT_A_NUMBER',
    `${file}: ${count} of ${table.rows} cells in column ${column + 1} (${quote(plan.names[column].name)}) contain no number, the first in line ${table.lineOf(row)}; single missing samples are accepted, but more than half of the samples must be present. Export the trace again, or open a part of it.`,
  )
}
