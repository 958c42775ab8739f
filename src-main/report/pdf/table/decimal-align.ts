const number = /^[+\-−]?\d[\d\u202f\u2009,]*(\.\d+)?$/

/**
 * Leftward shift of each cell from right alignment, so that decimal points align. Zeros where the column has anything
 * but numbers.
 * @param measure width of a text
 */
export function decimalShifts(cells: readonly string[], measure: (text: string) => number): number[] {
  const numbers = cells.filter((cell) => number.test(cell))
  if (!cells.every((cell) => number.test(cell) || /^[–—-]?$/.test(cell))) return cells.map(() => 0)
  const most = Math.max(0, ...numbers.map((cell) => measure(fractionOf(cell))))
  return cells.map((cell) => (number.test(cell) ? most - measure(fractionOf(cell)) : 0))
}

/** Including its point; empty for an integer. */
function fractionOf(cell: string): string {
  const at = cell.indexOf('.')
  return at < 0 ? '' : cell.slice(at)
}
