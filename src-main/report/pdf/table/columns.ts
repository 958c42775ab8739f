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
 * Widths of a table's columns: the longest text of each, where all fit; otherwise heads wrap first, then the widest
 * columns, down to their longest words, so that numbers stay on one line and sentences wrap.
 * @param room for all columns together, without the space between them
 * @returns null where not even the longest words fit
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
  const oneLine = columns.map(({ cells }, i) => Math.max(least[i], ...cells.map(measure.cell)))
  const spare = room - sum(oneLine)
  if (spare >= 0) {
    const share = spare / (wanted - sum(oneLine))
    return natural.map((width, i) => oneLine[i] + share * (width - oneLine[i]))
  }
  const capped = (cap: number): number[] =>
    oneLine.map((width, i) => Math.max(least[i], Math.min(width, cap)))
  // The sum grows with the cap; forty bisection steps find it to a billionth.
  let [low, high] = [0, Math.max(...oneLine)]
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (sum(capped(middle)) <= room) low = middle
    else high = middle
  }
  return capped(low)
}

/** Widths that always fit: longer texts break within words. */
export function forcedWidths(columns: readonly ColumnContent[], room: number, measure: Measures): number[] {
  const even = room / columns.length
  const wanted = columns.map(({ head, cells }) =>
    Math.max(1, widestWord(head, measure.head), ...cells.map((cell) => widestWord(cell, measure.cell))),
  )
  // Narrow columns keep their width; the others share the rest.
  const narrow = wanted.map((width) => width <= even)
  const kept = sum(wanted.filter((_, i) => narrow[i]))
  const others = sum(wanted.filter((_, i) => !narrow[i]))
  return wanted.map((width, i) => (narrow[i] ? width : ((room - kept) * width) / others))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
