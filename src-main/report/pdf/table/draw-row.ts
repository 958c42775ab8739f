import type { PageFlow } from '../page-flow.ts'
import type { TextStyle } from '../style.ts'
import type { Row, TableLayout } from './table-layout.ts'

/** Above and below the text of a row, pt. */
export const rowPadding = 2.5

/** Lines of its highest cell. */
export function linesOf({ cells }: Row): number {
  return Math.max(1, ...cells.map((lines) => lines.length))
}

export function rowHeight(row: Row, { leading }: TextStyle): number {
  return linesOf(row) * leading + 2 * rowPadding
}

/** Writes some lines of one cell. @param top of the first of them, pt */
export function writeCell(
  flow: PageFlow,
  layout: TableLayout,
  { row, column, style }: { row: Row; column: number; style: TextStyle },
  { from, to, top }: { from: number; to: number; top: number },
): void {
  const { left, width, numeric } = layout.columns[column]
  const lines = row.cells[column]
  const measure = flow.measure(style)
  lines.slice(from, to).forEach((line, i) => {
    const shift = lines.length === 1 ? row.shifts[column] : 0
    const indent = numeric ? Math.max(0, width - measure(line.trimEnd()) - shift) : 0
    flow.write(line, style, flow.left + left + indent, top + i * style.leading)
  })
}
