import type { DrawingContext } from '../drawing/drawing-context.ts'
import { niceTicks, tickText } from '../scale/ticks.ts'
import { type ChartTheme, textSize } from '../theme/theme.ts'
import { xPixel, yPixel } from './cell.ts'
import type { Corner, CornerAxis } from './corner.ts'
import type { Cell } from './corner-layout.ts'

/** Axis lines; ticks and names at the edges of the triangle. */
export function drawFrame(ctx: DrawingContext, corner: Corner, cell: Cell, theme: ChartTheme): void {
  const { column, row, left, top, size } = cell
  const last = corner.axes.length - 1
  const base = Math.round(top + size) + 0.5
  const side = Math.round(left) + 0.5
  ctx.strokeStyle = theme.prior
  ctx.lineWidth = 1
  ctx.beginPath()
  ctx.moveTo(side, base)
  ctx.lineTo(left + size, base)
  if (column < row) {
    ctx.moveTo(side, top)
    ctx.lineTo(side, base)
  }
  const count = Math.max(2, Math.floor(size / 60))
  const across = niceTicks(corner.axes[column].range, count)
  const up = column < row ? niceTicks(corner.axes[row].range, count) : []
  for (const value of across) {
    const x = Math.round(xPixel(cell, corner.axes[column].range, value)) + 0.5
    ctx.moveTo(x, base)
    ctx.lineTo(x, base + (row === last ? 4 : 2.5))
  }
  for (const value of up) {
    const y = Math.round(yPixel(cell, corner.axes[row].range, value)) + 0.5
    ctx.moveTo(side, y)
    ctx.lineTo(side - (column === 0 ? 4 : 2.5), y)
  }
  ctx.stroke()

  ctx.font = `${textSize - 1}px ${theme.font}`
  ctx.fillStyle = theme.inkSoft
  if (row === last) {
    ctx.textAlign = 'center'
    ctx.textBaseline = 'top'
    let end = Number.NEGATIVE_INFINITY
    for (const value of across) {
      const x = xPixel(cell, corner.axes[column].range, value)
      const text = tickText(value, stepOf(across))
      const half = ctx.measureText(text).width / 2
      // Skips a label that would overlap the neighbouring cell's or the previous one.
      if (x - half + 3 < left || x + half - 3 > left + size || x - half < end + labelGap) continue
      ctx.fillText(text, x, top + size + 7)
      end = x + half
    }
    name(ctx, corner.axes[column], { x: left + size / 2, y: top + size + 26, room: size }, theme)
  }
  if (column === 0 && row > 0) {
    ctx.font = `${textSize - 1}px ${theme.font}`
    ctx.fillStyle = theme.inkSoft
    ctx.textAlign = 'right'
    ctx.textBaseline = 'middle'
    for (const value of up) {
      const y = yPixel(cell, corner.axes[row].range, value)
      if (y > top + 4 && y < top + size - 4) ctx.fillText(tickText(value, stepOf(up)), left - 7, y)
    }
    name(ctx, corner.axes[row], { x: nameRoom / 2, y: top + size / 2, room: nameRoom }, theme)
  }
}

/** Minimum distance between tick labels, px. */
const labelGap = 4

/** Room for a name left of the tick labels, px. */
const nameRoom = 42

/** A parameter's name, with its unit if there is room; the unit is also in the title above the diagonal. */
function name(
  ctx: DrawingContext,
  { symbol, unit }: CornerAxis,
  { x, y, room }: { x: number; y: number; room: number },
  theme: ChartTheme,
): void {
  ctx.font = `${textSize}px ${theme.font}`
  ctx.fillStyle = theme.ink
  ctx.textAlign = 'center'
  const whole = unit ? `${symbol}, ${unit}` : symbol
  ctx.fillText(ctx.measureText(whole).width <= room ? whole : symbol, x, y)
}

function stepOf(ticks: number[]): number {
  return ticks.length > 1 ? ticks[1] - ticks[0] : 1
}
