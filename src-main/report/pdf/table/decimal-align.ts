const number = /^[+\-−]?\d[\d\u202f\u2009,]*(\.\d+)?$/

/**
 * How far to the left of a right-aligned place each cell of a column is set, so that decimal points stand below each
 * other. Zeros where the column has anything but numbers: its cells are simply right-aligned.
 * @param measure width of a text
 */
export function decimalShifts(cells: readonly string[], measure: (text: string) => number): number[] {
  const numbers = cells.filter((cell) => number.test(cell))
  if (!cells.every((cell) => number.test(cell) || /^[–—-]?$/.test(cell))) return cells.map(() => 0)
  const most = Math.max(0, ...numbers.map((cell) => measure(fractionOf(cell))))
  return cells.map((cell) => (number.test(cell) ? most - measure(fractionOf(cell)) : 0))
}

/** With its point; nothing of a whole number. */
function fractionOf(cell: string): string {
  const at = cell.indexOf('.')
  return at < 0 ? '' : cell.slice(at)
}
