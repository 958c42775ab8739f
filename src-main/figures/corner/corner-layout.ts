import { fromPixel, type Range } from '../scale/range.ts'

/** A square cell of a corner plot, px. */
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
/** Smaller cells have only the symbol as title, px: median and interval would overlap the neighbours. */
export const titledSize = 80
/** Height of the first cell's title, px: of two lines, or of the symbol alone. */
const topMargin = { full: 36, symbol: 20 }
const rightMargin = 10
const gap = 8
const largest = 180

/** Cells of the lower triangle and the diagonal, as large as the width allows. */
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

/** The cell at a pixel position, and the parameter values there; y is null on the diagonal. */
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
