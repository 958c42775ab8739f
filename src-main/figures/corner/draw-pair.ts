import type { DrawingContext } from '../drawing/drawing-context.ts'
import type { Point } from '../scale/thin.ts'
import { type ChartTheme, colorText, faded } from '../theme/theme.ts'
import { clipped, drawMedian, xPixel, yPixel } from './cell.ts'
import type { Corner, CornerPair } from './corner.ts'
import type { Cell } from './corner-layout.ts'

/** The 50 % and 90 % regions of the draws, the draws outside them, and both medians. */
export function drawPair(
  ctx: DrawingContext,
  pair: CornerPair,
  corner: Corner,
  cell: Cell,
  theme: ChartTheme,
): void {
  const [across, up] = [corner.axes[pair.x], corner.axes[pair.y]]
  const at = ({ x, y }: Point): [number, number] => [xPixel(cell, across.range, x), yPixel(cell, up.range, y)]
  clipped(ctx, cell, () => {
    ctx.fillStyle = colorText(faded('accent', 0.45), theme)
    for (const point of pair.outside) {
      const [x, y] = at(point)
      ctx.beginPath()
      ctx.arc(x, y, 1, 0, 2 * Math.PI)
      ctx.fill()
    }
    for (const { rings, opacity } of [
      { rings: pair.most, opacity: 0.22 },
      { rings: pair.half, opacity: 0.4 },
    ]) {
      ctx.beginPath()
      for (const ring of rings) {
        ring.forEach((point, i) => {
          if (i === 0) ctx.moveTo(...at(point))
          else ctx.lineTo(...at(point))
        })
        ctx.closePath()
      }
      ctx.fillStyle = colorText(faded('accent', opacity), theme)
      ctx.fill('evenodd')
      ctx.strokeStyle = theme.accent
      ctx.lineWidth = 1
      ctx.stroke()
    }
    drawMedian(ctx, theme, [xPixel(cell, across.range, across.median), cell.top], [0, cell.size])
    drawMedian(ctx, theme, [cell.left, yPixel(cell, up.range, up.median)], [cell.size, 0])
  })
}
