import { widestWord } from '../text/break-lines.ts'

export interface ColumnContent {
  head: string
  cells: readonly string[]
}

export interface Measures {
  head: (text: string) => number
  cell: (text: string) => number
}

/**
 * Widths of a table's columns. Each has the width of its longest text where all fit beside each other; otherwise each
 * gives up the same share of what it could be broken to.
 * @param room for all columns together, without what stands between them
 * @returns null where not even the longest words fit beside each other
 */
export function columnWidths(
  columns: readonly ColumnContent[],
  room: number,
  measure: Measures,
): number[] | null {
  const natural = columns.map(({ head, cells }) => Math.max(measure.head(head), ...cells.map(measure.cell)))
  const least = columns.map(({ head, cells }) =>
    Math.max(widestWord(head, measure.head), ...cells.map((cell) => widestWord(cell, measure.cell))),
  )
  const [wanted, needed] = [sum(natural), sum(least)]
  if (needed > room) return null
  if (wanted <= room) return natural
  const share = (room - needed) / (wanted - needed)
  return natural.map((width, i) => least[i] + share * (width - least[i]))
}

/** Widths that fit whatever the columns hold: what is longer is broken within its words. */
export function forcedWidths(columns: readonly ColumnContent[], room: number, measure: Measures): number[] {
  const even = room / columns.length
  const wanted = columns.map(({ head, cells }) =>
    Math.max(1, widestWord(head, measure.head), ...cells.map((cell) => widestWord(cell, measure.cell))),
  )
  // Narrow columns keep what they need; the others share the rest.
  const narrow = wanted.map((width) => width <= even)
  const kept = sum(wanted.filter((_, i) => narrow[i]))
  const others = sum(wanted.filter((_, i) => !narrow[i]))
  return wanted.map((width, i) => (narrow[i] ? width : ((room - kept) * width) / others))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
