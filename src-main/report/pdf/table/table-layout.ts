import type { TableBlock } from '../../document/document.ts'
import type { PageFlow } from '../page-flow.ts'
import { styles, type TextStyle } from '../style.ts'
import { type ColumnContent, columnWidths, forcedWidths } from './columns.ts'
import { decimalShifts } from './decimal-align.ts'

/** A row, each of its cells broken into lines. */
export interface Row {
  cells: string[][]
  /** Shifts of right-aligned one-line cells for decimal alignment, pt. */
  shifts: number[]
}

export interface TableLayout {
  head: Row
  rows: Row[]
  /** Left edge and width of each column, pt from the left edge of the table. */
  columns: { left: number; width: number; numeric: boolean }[]
  width: number
  headStyle: TextStyle
  cellStyle: TextStyle
}

/** Largest extra width of a column, where the page has space, pt. */
const spare = 22
/** Text sizes and column spacings to try, from the usual ones down, pt. */
const trials = [
  { size: 8, gutter: 14 },
  { size: 8, gutter: 9 },
  { size: 7.25, gutter: 8 },
  { size: 6.5, gutter: 5 },
]
/** From more lines in a cell than this, the next smaller size is tried. */
const manyLines = 3

/** Fits a table to the page's width: text wraps, then is set smaller, then breaks within words. */
export function tableLayout(table: TableBlock, flow: PageFlow): TableLayout {
  const columns = table.columns.map(({ head }, j) => ({ head, cells: table.rows.map((row) => row[j] ?? '') }))
  const { widths, head, cell, between } = bestOf(columns, flow)
  const measure = flow.measure(cell)
  const extra = Math.min(spare, room(columns.length, flow.width, between, widths) / columns.length)
  const placed: TableLayout['columns'] = []
  let left = 0
  widths.forEach((natural, j) => {
    const { numeric } = table.columns[j]
    // The first column begins at the edge, even if numeric.
    const width = natural + (numeric && j === 0 ? 0 : extra)
    placed.push({ left, width, numeric })
    left += width + between
  })
  const shifts = columns.map(({ cells }, j) =>
    table.columns[j].numeric ? decimalShifts(cells, measure) : cells.map(() => 0),
  )
  return {
    head: {
      cells: columns.map(({ head: text }, j) => flow.lines(text, head, placed[j].width + 0.01)),
      shifts: columns.map(() => 0),
    },
    rows: table.rows.map((_, i) => ({
      cells: columns.map(({ cells }, j) => flow.lines(cells[i], cell, placed[j].width + 0.01)),
      shifts: shifts.map((column, j) => {
        // A shift beyond the column's edge would overlap its neighbour.
        const free = placed[j].width - measure(columns[j].cells[i])
        return Math.max(0, Math.min(column[i], free))
      }),
    })),
    columns: placed,
    width: left - between,
    headStyle: head,
    cellStyle: cell,
  }
}

interface Attempt {
  widths: number[]
  head: TextStyle
  cell: TextStyle
  between: number
}

/** The largest text without cells of many lines; else the smallest but one, or the smallest, that fits the words. */
function bestOf(columns: readonly ColumnContent[], flow: PageFlow): Attempt {
  const fitting = trials.map((trial) => attempt(columns, flow, trial))
  const few = fitting.find((one) => one && mostLines(columns, flow, one) <= manyLines)
  return few ?? fitting[2] ?? fitting[3] ?? forced(columns, flow, trials[3])
}

function mostLines(columns: readonly ColumnContent[], flow: PageFlow, { widths, cell }: Attempt): number {
  return Math.max(
    ...columns.flatMap(({ cells }, j) =>
      cells.map((text) => flow.lines(text, cell, widths[j] + 0.01).length),
    ),
  )
}

function attempt(
  columns: readonly ColumnContent[],
  flow: PageFlow,
  { size, gutter: between }: { size: number; gutter: number },
): Attempt | null {
  const { head, cell } = stylesOf(size)
  const measure = { head: flow.measure(head), cell: flow.measure(cell) }
  const widths = columnWidths(columns, flow.width - between * (columns.length - 1), measure)
  return widths && { widths, head, cell, between }
}

function forced(
  columns: readonly ColumnContent[],
  flow: PageFlow,
  { size, gutter: between }: { size: number; gutter: number },
): Attempt {
  const { head, cell } = stylesOf(size)
  const measure = { head: flow.measure(head), cell: flow.measure(cell) }
  const widths = forcedWidths(columns, flow.width - between * (columns.length - 1), measure)
  return { widths, head, cell, between }
}

function stylesOf(size: number): { head: TextStyle; cell: TextStyle } {
  const leading = 1.4 * size
  return {
    head: { ...styles.body, face: 'bold', size, leading },
    cell: { ...styles.body, size, leading },
  }
}

/** Remaining width of the page. */
function room(count: number, width: number, between: number, widths: readonly number[]): number {
  return Math.max(0, width - between * (count - 1) - widths.reduce((sum, one) => sum + one, 0))
}
