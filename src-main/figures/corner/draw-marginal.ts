import type { DrawingContext } from '../drawing/drawing-context.ts'
import type { Point } from '../scale/thin.ts'
import { type ChartTheme, type ColorRole, colorText, dashOf, faded } from '../theme/theme.ts'
import { clipped, drawMedian, xPixel, yPixel } from './cell.ts'
import type { CornerAxis } from './corner.ts'
import type { Cell } from './corner-layout.ts'

/** Posterior and prior densities of one parameter, with the median, whose value is in the title. */
export function drawMarginal(ctx: DrawingContext, axis: CornerAxis, cell: Cell, theme: ChartTheme): void {
  const top = 1.08 * Math.max(...axis.posterior.map((p) => p.y), ...axis.prior.map((p) => p.y))
  const at = ({ x, y }: Point): [number, number] => [
    xPixel(cell, axis.range, x),
    yPixel(cell, { from: 0, to: top }, y),
  ]
  const base = cell.top + cell.size
  const area = (points: Point[], role: ColorRole, opacity: number): void => {
    if (points.length === 0) return
    ctx.beginPath()
    ctx.moveTo(at(points[0])[0], base)
    for (const point of points) ctx.lineTo(...at(point))
    ctx.lineTo(at(points[points.length - 1])[0], base)
    ctx.closePath()
    ctx.fillStyle = colorText(faded(role, opacity), theme)
    ctx.fill()
    ctx.beginPath()
    points.forEach((point, i) => {
      if (i === 0) ctx.moveTo(...at(point))
      else ctx.lineTo(...at(point))
    })
    ctx.strokeStyle = theme[role]
    ctx.lineWidth = 1.25
    // The posterior is already distinguished by its fill and height.
    ctx.setLineDash(role === 'prior' ? dashOf(role, theme) : [])
    ctx.stroke()
    ctx.setLineDash([])
  }
  clipped(ctx, cell, () => {
    area(axis.posterior, 'accent', 0.3)
    area(axis.prior, 'prior', 0.12)
    drawMedian(ctx, theme, [xPixel(cell, axis.range, axis.median), cell.top], [0, cell.size])
  })
}
