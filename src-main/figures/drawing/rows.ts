import { type Marks, rowHeight } from '../plot/plot-spec.ts'
import { type ChartTheme, colorText, faded, textSize, wordColor } from '../theme/theme.ts'
import type { DrawingContext } from './drawing-context.ts'
import type { Frame } from './frame.ts'
import { type Crowd, type RowMarks, rowMarks } from './row-marks.ts'

/** Tick height, px. */
const tickHeight = 9

/**
 * Draws rows of events above a plot: a tick for each or, where ticks would merge, bars of the event counts, with the
 * number beside them if there is room.
 */
export function drawRows(ctx: DrawingContext, { rows = [] }: Marks, theme: ChartTheme, frame: Frame): void {
  const { area } = frame
  ctx.save()
  ctx.textBaseline = 'middle'
  rows.forEach(({ label, at, color }, row) => {
    const middle = area.top - 6 - rowHeight * (rows.length - row - 0.5)
    ctx.font = `${textSize - 1}px ${theme.font}`
    ctx.textAlign = 'right'
    ctx.fillStyle = wordColor(color, theme)
    ctx.fillText(label, area.left - 7, middle)
    const places = at.map((time) => frame.x(time)).filter((x) => x >= area.left && x <= area.right)
    const marks = rowMarks(places)
    ctx.strokeStyle = theme[color]
    ctx.lineWidth = 1.5
    ctx.beginPath()
    for (const x of marks.ticks) {
      ctx.moveTo(x, middle - tickHeight / 2)
      ctx.lineTo(x, middle + tickHeight / 2)
    }
    ctx.stroke()
    ctx.fillStyle = colorText(faded(color, 0.6), theme)
    const most = Math.max(1, ...marks.crowds.flatMap(({ bars }) => bars))
    for (const crowd of marks.crowds) drawBars(ctx, crowd, most, middle + tickHeight / 2)
    ctx.fillStyle = wordColor(color, theme)
    drawCounts(ctx, marks, middle, area.right)
  })
  ctx.restore()
}

function drawBars(ctx: DrawingContext, { from, to, bars }: Crowd, most: number, base: number): void {
  const width = (to - from) / bars.length
  bars.forEach((count, i) => {
    const height = (tickHeight * count) / most
    if (count > 0) ctx.fillRect(from + i * width, base - height, width, height)
  })
}

/** The event count to the right of a crowd, if there is room. */
function drawCounts(ctx: DrawingContext, { ticks, crowds }: RowMarks, middle: number, end: number): void {
  ctx.textAlign = 'left'
  const starts = [...ticks, ...crowds.map(({ from }) => from), end].sort((a, b) => a - b)
  for (const { to, count } of crowds) {
    const next = starts.find((start) => start >= to) ?? end
    const text = `×${count}`
    if (to + ctx.measureText(text).width + 8 <= next) ctx.fillText(text, to + 3, middle)
  }
}
