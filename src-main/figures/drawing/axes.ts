import type { PlotSpec } from '../plot/plot-spec.ts'
import { type ChartTheme, textSize } from '../theme/theme.ts'
import type { DrawingContext } from './drawing-context.ts'
import { fittingTitle } from './fitting-title.ts'
import { axisSizes, type PlotLayout } from './plot-layout.ts'

/** Draws both axes of a plot: lines, ticks, tick labels and titles. */
export function drawAxes(ctx: DrawingContext, spec: PlotSpec, layout: PlotLayout, theme: ChartTheme): void {
  ctx.save()
  ctx.strokeStyle = theme.prior
  ctx.fillStyle = theme.inkSoft
  ctx.lineWidth = 1
  ctx.font = `${textSize}px ${theme.font}`
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'center'
  drawAcross(ctx, spec, layout)
  drawUp(ctx, spec, layout)
  ctx.restore()
}

function drawAcross(ctx: DrawingContext, { x }: PlotSpec, { frame, x: ticks }: PlotLayout): void {
  const { tick, tickPadding, titlePadding, lineHeight } = axisSizes
  const { left, right, bottom } = frame.area
  let below = bottom
  if (x.ticks !== false) {
    segment(ctx, [left, crisp(bottom)], [right, crisp(bottom)])
    for (const { value, text } of ticks) {
      const at = frame.x(value)
      segment(ctx, [crisp(at), bottom], [crisp(at), bottom + tick])
      ctx.fillText(text, at, bottom + tick + tickPadding + lineHeight / 2)
    }
    below += tick + 2 * tickPadding + lineHeight
  }
  if (x.title) ctx.fillText(x.title, (left + right) / 2, below + titlePadding + lineHeight / 2)
}

function drawUp(ctx: DrawingContext, { y }: PlotSpec, { frame, y: ticks }: PlotLayout): void {
  const { tick, tickPadding, titlePadding, lineHeight } = axisSizes
  const { left, top, bottom } = frame.area
  if (y.ticks !== false) {
    segment(ctx, [crisp(left), top], [crisp(left), bottom])
    ctx.textAlign = 'right'
    for (const { value, text } of ticks) {
      const at = frame.y(value)
      segment(ctx, [left - tick, crisp(at)], [left, crisp(at)])
      ctx.fillText(text, left - tick - tickPadding, at)
    }
    ctx.textAlign = 'center'
  }
  if (!y.title) return
  ctx.save()
  ctx.translate(titlePadding + lineHeight / 2, (top + bottom) / 2)
  ctx.rotate(-Math.PI / 2)
  ctx.fillText(
    fittingTitle(y.title, bottom - top, (text) => ctx.measureText(text).width),
    0,
    0,
  )
  ctx.restore()
}

function segment(ctx: DrawingContext, from: [number, number], to: [number, number]): void {
  ctx.beginPath()
  ctx.moveTo(...from)
  ctx.lineTo(...to)
  ctx.stroke()
}

/** Aligns a one-pixel line to the pixel grid. */
function crisp(pixel: number): number {
  return Math.round(pixel - 0.5) + 0.5
}
