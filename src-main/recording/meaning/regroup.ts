import type { Table } from '../table/read-table.ts'

/**
 * Groups interleaved rows of several sweeps (sender 1, 2, 3, 1, 2, 3 …) by sweep, in their original order.
 * @param sweep the column that numbers the sweeps, or null
 */
export function regrouped(table: Table, sweep: number | null): Table {
  const numbers = sweep === null ? undefined : table.columns.get(sweep)
  if (!numbers || isGrouped(numbers)) return table
  const order = Array.from(numbers.keys()).sort((a, b) => numbers[a] - numbers[b] || a - b)
  const columns = [...table.columns].map(([column, samples]): [number, Float64Array] => [
    column,
    Float64Array.from(order, (row) => samples[row]),
  ])
  const place = new Map(order.map((row, i) => [row, i]))
  const missing = [...table.missing].map(([column, found]): [number, typeof found] => [
    column,
    { ...found, row: place.get(found.row) ?? 0 },
  ])
  return {
    ...table,
    columns: new Map(columns),
    missing: new Map(missing),
    breaks: [],
    lineOf: (row) => table.lineOf(order[row]),
  }
}

/** Whether each number forms one contiguous run. */
function isGrouped(numbers: Float64Array): boolean {
  const seen = new Set<number>()
  return numbers.every((x, i) => {
    if (i > 0 && x === numbers[i - 1]) return true
    if (seen.has(x)) return false
    seen.add(x)
    return true
  })
}
