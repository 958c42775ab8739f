import { fixed } from '../../contract/numbers.ts'
import type { DrawingContext } from '../drawing/drawing-context.ts'
import { type ChartTheme, colorText, faded, textSize, wordColor } from '../theme/theme.ts'
import type { Corner } from './corner.ts'
import type { CornerLayout } from './corner-layout.ts'
import { drawFrame } from './draw-frame.ts'
import { drawMarginal } from './draw-marginal.ts'
import { drawPair } from './draw-pair.ts'
import { drawTitles } from './draw-titles.ts'

/** Draws a corner plot: densities on the diagonal, pairs below it, their correlations above. */
export function drawCorner(
  ctx: DrawingContext,
  corner: Corner,
  layout: CornerLayout,
  theme: ChartTheme,
): void {
  ctx.save()
  ctx.lineJoin = 'round'
  for (const cell of layout.cells) {
    const pair = corner.pairs.find(({ x, y }) => x === cell.column && y === cell.row)
    if (pair) drawPair(ctx, pair, corner, cell, theme)
    else drawMarginal(ctx, corner.axes[cell.column], cell, theme)
    drawFrame(ctx, corner, cell, theme)
  }
  drawTitles(ctx, corner, layout, theme)
  drawCorrelations(ctx, corner, layout, theme)
  if (corner.axes.length > 1) drawKey(ctx, layout, theme)
  ctx.restore()
}

/** Correlation coefficients in the upper triangle. */
function drawCorrelations(
  ctx: DrawingContext,
  { pairs }: Corner,
  layout: CornerLayout,
  theme: ChartTheme,
): void {
  ctx.font = `${textSize}px ${theme.font}`
  ctx.fillStyle = theme.inkSoft
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  for (const { x, y, correlation } of pairs) {
    const column = layout.cells.find((c) => c.column === y && c.row === y)!
    const row = layout.cells.find((c) => c.column === x && c.row === x)!
    ctx.fillText(`r ${fixed(correlation, 2)}`, column.left + layout.size / 2, row.top + layout.size / 2)
  }
}

/** Legend of the colours, above the upper triangle. */
function drawKey(ctx: DrawingContext, { cells, size }: CornerLayout, theme: ChartTheme): void {
  const right = Math.max(...cells.map((cell) => cell.left)) + size
  const y = cells[0].top - 26
  ctx.font = `${textSize}px ${theme.font}`
  ctx.textAlign = 'right'
  ctx.textBaseline = 'middle'
  let end = right
  for (const [text, role] of [
    ['prior', 'prior'],
    ['posterior', 'accent'],
  ] as const) {
    ctx.fillStyle = wordColor(role, theme)
    ctx.fillText(text, end, y)
    end -= ctx.measureText(text).width + 6
    ctx.fillStyle = colorText(faded(role, 0.3), theme)
    ctx.fillRect(end - 14, y - 5, 14, 10)
    ctx.strokeStyle = theme[role]
    ctx.lineWidth = 1
    ctx.strokeRect(end - 14, y - 5, 14, 10)
    end -= 14 + 14
  }
}
