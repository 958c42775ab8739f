import type { Marks } from '../plot/plot-spec.ts'
import {
  type ChartTheme,
  type ColorRole,
  colorText,
  dashOf,
  faded,
  textSize,
  wordColor,
} from '../theme/theme.ts'
import type { DrawingContext } from './drawing-context.ts'
import type { Frame } from './frame.ts'
import { drawGaps } from './gaps.ts'
import { drawRows } from './rows.ts'
import { drawScaleBars, labelsAbove, type PlacedBars } from './scale-bars.ts'
import { spreadLabels } from './spread-labels.ts'

/** Draws what is behind the series of a plot: shading, gaps, band, horizontal lines, and the rows above it. */
export function drawBehind(ctx: DrawingContext, marks: Marks, theme: ChartTheme, frame: Frame): void {
  const { left, right, top, bottom } = frame.area
  ctx.save()
  ctx.beginPath()
  ctx.rect(left, top, right - left, bottom - top)
  ctx.clip()
  if (marks.shade) {
    const { from, to, color } = marks.shade
    ctx.fillStyle = colorText(faded(color, 0.12), theme)
    ctx.fillRect(frame.x(from), top, frame.x(to) - frame.x(from), bottom - top)
  }
  drawGaps(ctx, marks, theme, frame)
  if (marks.band) {
    const { from, to, color } = marks.band
    ctx.fillStyle = colorText(faded(color, 0.16), theme)
    ctx.fillRect(left, frame.y(to), right - left, frame.y(from) - frame.y(to))
  }
  for (const { y, color, dash } of marks.horizontal ?? []) {
    const at = Math.round(frame.y(y)) + 0.5
    ctx.strokeStyle = colorText(color, theme)
    ctx.lineWidth = 1
    ctx.setLineDash(dash ?? [])
    ctx.beginPath()
    ctx.moveTo(left, at)
    ctx.lineTo(right, at)
    ctx.stroke()
  }
  ctx.restore()
  drawRows(ctx, marks, theme, frame)
}

/** Draws what is in front of the series of a plot: scale bars, labels in the margin and notes. */
export function drawOver(
  ctx: DrawingContext,
  marks: Marks,
  theme: ChartTheme,
  frame: Frame,
  bars: PlacedBars | null = null,
): void {
  if (bars) drawScaleBars(ctx, bars, theme)
  drawLabels(ctx, marks, theme, frame, bars ? labelsAbove(bars) : frame.area.bottom - 6)
  drawNotes(ctx, marks, theme, frame)
}

/** @param lowest maximum y of a label's centre, px */
function drawLabels(
  ctx: DrawingContext,
  { labels = [] }: Marks,
  theme: ChartTheme,
  frame: Frame,
  lowest: number,
): void {
  const { area } = frame
  const places = labels.map(({ y }) => frame.y(y))
  const centres = spreadLabels(places, textSize + 5, area.top + 6, lowest)
  ctx.save()
  ctx.font = `${textSize}px ${theme.font}`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  labels.forEach(({ text, color, sample, opacity = 0.3, dash }, i) => {
    const left = area.right + 8
    if (sample === 'band') {
      ctx.fillStyle = colorText(faded(color, opacity), theme)
      ctx.fillRect(left, centres[i] - 5, sampleLength, 10)
    } else {
      drawSample(ctx, theme, color, left, centres[i], dash)
    }
    ctx.fillStyle = wordColor(color, theme)
    ctx.fillText(text, left + sampleLength + 6, centres[i])
  })
  ctx.restore()
}

function drawNotes(ctx: DrawingContext, { notes = [] }: Marks, theme: ChartTheme, frame: Frame): void {
  ctx.save()
  ctx.font = `${textSize}px ${theme.font}`
  ctx.textBaseline = 'middle'
  for (const { text, x, y, color, align, names } of notes) {
    const [across, up] = [frame.x(x), frame.y(y)]
    // Black text does not identify its line by colour.
    const room = names && theme.words ? sampleLength + 6 : 0
    if (room && align === 'right') drawSample(ctx, theme, color, across - sampleLength, up)
    else if (room) drawSample(ctx, theme, color, across, up)
    ctx.textAlign = align
    ctx.fillStyle = wordColor(color, theme)
    ctx.fillText(text, align === 'right' ? across - room : across + room, up)
  }
  ctx.restore()
}

/** Length of a line sample, px. */
const sampleLength = 14

function drawSample(
  ctx: DrawingContext,
  theme: ChartTheme,
  color: ColorRole,
  left: number,
  y: number,
  dash: number[] = dashOf(color, theme),
): void {
  ctx.strokeStyle = theme[color]
  ctx.lineWidth = 2
  ctx.setLineDash(dash)
  ctx.beginPath()
  ctx.moveTo(left, y)
  ctx.lineTo(left + sampleLength, y)
  ctx.stroke()
  ctx.setLineDash([])
}
