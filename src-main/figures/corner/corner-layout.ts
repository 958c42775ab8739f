import { fromPixel, type Range } from '../scale/range.ts'

/** A square of a corner plot, px. */
export interface Cell {
  column: number
  row: number
  left: number
  top: number
  size: number
}

export interface CornerLayout {
  width: number
  height: number
  cells: Cell[]
  size: number
}

const leftMargin = 74
const bottomMargin = 44
/** Narrower cells have a symbol for a title, px: median and interval would reach into their neighbours. */
export const titledSize = 80
/** Room for a title over the first cell: of two lines, or of one. */
const topMargin = { full: 36, symbol: 20 }
const rightMargin = 10
const gap = 8
const largest = 180

/** Squares of the lower triangle with its diagonal, as large as the width allows. */
export function cornerLayout(count: number, width: number): CornerLayout {
  const room = width - leftMargin - rightMargin - gap * (count - 1)
  const size = Math.max(24, Math.min(largest, Math.floor(room / Math.max(1, count))))
  const top = size < titledSize ? topMargin.symbol : topMargin.full
  const place = (index: number): number => index * (size + gap)
  const cells: Cell[] = []
  for (let row = 0; row < count; row++) {
    for (let column = 0; column <= row; column++) {
      cells.push({ column, row, left: leftMargin + place(column), top: top + place(row), size })
    }
  }
  return {
    width: leftMargin + place(count) - gap + rightMargin,
    height: top + place(count) - gap + bottomMargin,
    cells,
    size,
  }
}

/** The cell under a place, px, and the values there; y is null on the diagonal. */
export function cellAt(
  layout: CornerLayout,
  ranges: readonly Range[],
  px: number,
  py: number,
): { cell: Cell; x: number; y: number | null } | null {
  const cell = layout.cells.find(
    ({ left, top, size }) => px >= left && px <= left + size && py >= top && py <= top + size,
  )
  if (!cell) return null
  const { left, top, size, column, row } = cell
  return {
    cell,
    x: fromPixel(px, ranges[column], { from: left, to: left + size }),
    y: column === row ? null : fromPixel(py, ranges[row], { from: top + size, to: top }),
  }
}
