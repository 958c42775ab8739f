import type { LineStyle, Series } from '../plot/plot-spec.ts'
import type { Point } from '../scale/thin.ts'
import { type ChartTheme, colorText, dashOf } from '../theme/theme.ts'
import type { DrawingContext } from './drawing-context.ts'
import type { Frame } from './frame.ts'
import { drawPoints } from './points.ts'

/**
 * Draws the series of a plot in order, clipped to its area.
 * @param side maps the second scale to px, for the series on it
 */
export function drawSeries(
  ctx: DrawingContext,
  series: readonly Series[],
  theme: ChartTheme,
  frame: Frame,
  side: Frame = frame,
): void {
  const { left, right, top, bottom } = frame.area
  ctx.save()
  ctx.beginPath()
  ctx.rect(left, top, right - left, bottom - top)
  ctx.clip()
  const placed = series.map((one) => pixelsOf(one.data, one.side ? side : frame))
  series.forEach(({ area, line, points }, i) => {
    if (area && i > 0) {
      ctx.fillStyle = colorText(area, theme)
      for (const run of runsOf(placed[i])) fillDown(ctx, run, placed[i - 1])
    }
    if (line) strokeLine(ctx, runsOf(placed[i]), line, theme)
    if (points) drawPoints(ctx, placed[i].filter(isThere), points, theme)
  })
  ctx.restore()
}

function pixelsOf(data: readonly Point[], frame: Frame): Point[] {
  return data.map(({ x, y }) => ({ x: frame.x(x), y: frame.y(y) }))
}

function isThere({ x, y }: Point): boolean {
  return !Number.isNaN(x) && !Number.isNaN(y)
}

/** Splits a line at its breaks. */
function runsOf(points: readonly Point[]): Point[][] {
  const runs: Point[][] = [[]]
  for (const point of points) {
    if (isThere(point)) runs[runs.length - 1].push(point)
    else if (runs[runs.length - 1].length > 0) runs.push([])
  }
  return runs.filter((run) => run.length > 0)
}

/** Fills between a run and the other series. */
function fillDown(ctx: DrawingContext, run: readonly Point[], other: readonly Point[]): void {
  const [from, to] = [run[0].x, run[run.length - 1].x]
  const edge = other.filter((point) => isThere(point) && point.x >= from && point.x <= to)
  if (run.length < 2 || edge.length < 2) return
  ctx.beginPath()
  trace(ctx, [...run, ...edge.toReversed()])
  ctx.closePath()
  ctx.fill()
}

function strokeLine(
  ctx: DrawingContext,
  runs: readonly Point[][],
  { color, width, dash, stepped }: LineStyle,
  theme: ChartTheme,
): void {
  ctx.strokeStyle = colorText(color, theme)
  ctx.lineWidth = width
  // Stems and whiskers are drawn solid.
  const long = runs.some((run) => run.length > 2)
  ctx.setLineDash(dash ?? (long ? dashOf(color, theme) : []))
  ctx.beginPath()
  for (const run of runs) trace(ctx, stepped ? steps(run) : run)
  ctx.stroke()
  ctx.setLineDash([])
}

function trace(ctx: DrawingContext, [first, ...rest]: readonly Point[]): void {
  ctx.moveTo(first.x, first.y)
  for (const { x, y } of rest) ctx.lineTo(x, y)
}

/** Converts a run to steps: each value holds until the next point. */
function steps(run: readonly Point[]): Point[] {
  return run.flatMap((point, i) => (i === 0 ? [point] : [{ x: point.x, y: run[i - 1].y }, point]))
}
