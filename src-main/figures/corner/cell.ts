import type { DrawingContext } from '../drawing/drawing-context.ts'
import { type Range, toPixel } from '../scale/range.ts'
import { type ChartTheme, colorText, faded } from '../theme/theme.ts'
import type { Cell } from './corner-layout.ts'

export function xPixel({ left, size }: Cell, range: Range, value: number): number {
  return toPixel(value, range, { from: left, to: left + size })
}

export function yPixel({ top, size }: Cell, range: Range, value: number): number {
  return toPixel(value, range, { from: top + size, to: top })
}

/** Clips drawing to the cell. */
export function clipped(ctx: DrawingContext, { left, top, size }: Cell, draw: () => void): void {
  ctx.save()
  ctx.beginPath()
  ctx.rect(left, top, size, size)
  ctx.clip()
  draw()
  ctx.restore()
}

/** A dashed line across the cell. */
export function drawMedian(
  ctx: DrawingContext,
  theme: ChartTheme,
  [x, y]: [number, number],
  [dx, dy]: [number, number],
): void {
  ctx.strokeStyle = colorText(faded('ink', 0.7), theme)
  ctx.lineWidth = 1
  ctx.setLineDash([3, 3])
  ctx.beginPath()
  ctx.moveTo(x, y)
  ctx.lineTo(x + dx, y + dy)
  ctx.stroke()
  ctx.setLineDash([])
}
