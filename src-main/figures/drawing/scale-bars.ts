import type { ScaleBars } from '../plot/plot-spec.ts'
import type { Range } from '../scale/range.ts'
import { barLength } from '../scale/scale-bar.ts'
import { type ChartTheme, textSize, wordColor } from '../theme/theme.ts'
import type { DrawingContext } from './drawing-context.ts'
import type { Frame } from './frame.ts'
import { axisSizes, barSizes } from './plot-layout.ts'

/** Positions of scale bars, px: they meet in a corner beyond the lower right of the plot’s area. */
export interface PlacedBars {
  right: number
  bottom: number
  /** Upper end of the vertical bar. */
  top: number
  yText: string
  /** Left end of the time bar, and its label; null if a panel below has it. */
  across: { left: number; text: string } | null
}

/** @param shown visible range of both axes */
export function placedBars(
  bars: ScaleBars,
  { area, x, y }: Frame,
  shown: { x: Range; y: Range },
): PlacedBars {
  const right = area.right + barSizes.distance
  const bottom = area.bottom + (bars.x ? barSizes.distance : 0)
  const [time, height] = [barLength(shown.x), barLength(shown.y)]
  return {
    right,
    bottom,
    top: bottom - Math.abs(y(shown.y.from + height) - y(shown.y.from)),
    yText: bars.y(height),
    across: bars.x ? { left: right - (x(shown.x.from + time) - x(shown.x.from)), text: bars.x(time) } : null,
  }
}

/** Draws the bars and their labels. */
export function drawScaleBars(
  ctx: DrawingContext,
  { right, bottom, top, yText, across }: PlacedBars,
  theme: ChartTheme,
): void {
  ctx.save()
  ctx.strokeStyle = theme.ink
  ctx.lineWidth = barSizes.width
  ctx.beginPath()
  ctx.moveTo(right, top)
  ctx.lineTo(right, bottom)
  if (across) ctx.lineTo(across.left, bottom)
  ctx.stroke()
  ctx.font = `${textSize}px ${theme.font}`
  ctx.fillStyle = wordColor('ink', theme)
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'left'
  ctx.fillText(yText, right + barSizes.width + barSizes.text, (top + bottom) / 2)
  if (across) {
    ctx.textAlign = 'center'
    const below = bottom + barSizes.width / 2 + barSizes.text + axisSizes.lineHeight / 2
    ctx.fillText(across.text, (across.left + right) / 2, below)
  }
  ctx.restore()
}

/** Lower limit of labels beside a plot, px, to avoid overlap with the vertical bar and its label. */
export function labelsAbove({ top, bottom }: PlacedBars): number {
  return Math.min(top, (top + bottom - axisSizes.lineHeight) / 2) - axisSizes.lineHeight / 2
}
