import type { DrawingContext } from '../../src-main/figures/drawing/drawing-context.ts'
import { timeAxis } from '../../src-main/figures/scale/format.ts'
import { extent, padded, type Range, span, toPixel } from '../../src-main/figures/scale/range.ts'
import { thinned } from '../../src-main/figures/scale/thin.ts'
import { niceTicks, tickText } from '../../src-main/figures/scale/ticks.ts'
import { type ChartTheme, textSize } from '../../src-main/figures/theme/theme.ts'

/** A trace and its label. */
export interface LabelledTrace {
  label: string
  /** Samples, `dt` ms apart unless `t` gives their times. */
  trace: readonly number[]
  /** ms */
  t?: readonly number[] | undefined
}

export interface TraceGrid {
  traces: readonly LabelledTrace[]
  /** ms */
  dt: number
  /** Title of the y-axis, with its unit. */
  observed: string
  /** Title of the x-axis, where it is not time. */
  across?: string | undefined
}

interface Cell {
  left: number
  top: number
  width: number
  height: number
}

export interface TraceGridLayout {
  width: number
  height: number
  cells: readonly Cell[]
  columns: number
}

const axis = { left: 48, bottom: 36, right: 8 }
const gap = { across: 12, down: 4 }
const labelHeight = 18

/** Panels in rows, all the same size. @param width px */
export function traceGridLayout(count: number, width: number, columns: number, panel = 54): TraceGridLayout {
  const rows = Math.max(1, Math.ceil(count / columns))
  const across = (width - axis.left - axis.right - gap.across * (columns - 1)) / columns
  const down = labelHeight + panel + gap.down
  return {
    width,
    height: rows * down - gap.down + axis.bottom,
    columns,
    cells: Array.from({ length: count }, (_, i) => ({
      left: axis.left + (i % columns) * (across + gap.across),
      top: labelHeight + Math.floor(i / columns) * down,
      width: across,
      height: panel,
    })),
  }
}

/** Draws small traces with shared axes on a canvas context or a compatible one. */
export function drawTraceGrid(
  ctx: DrawingContext,
  { traces, dt, observed, across: other }: TraceGrid,
  { cells, columns, height }: TraceGridLayout,
  theme: ChartTheme,
): void {
  const times = traces.map(({ trace, t }) => t ?? Array.from(trace.keys(), (k) => k * dt))
  const time: Range = {
    from: Math.min(0, ...times.map((t) => t[0] ?? 0)),
    to: Math.max(dt, ...times.map((t) => t[t.length - 1] ?? 0)),
  }
  const values = padded(extent(...traces.map(({ trace }) => trace)), 0.05)
  const clock = timeAxis(time)
  ctx.save()
  ctx.font = `${textSize}px ${theme.font}`
  ctx.lineWidth = 1
  traces.forEach(({ label, trace }, i) => {
    const cell = cells[i]
    const across = { from: cell.left, to: cell.left + cell.width }
    const up = { from: cell.top + cell.height, to: cell.top }
    ctx.textAlign = 'left'
    ctx.textBaseline = 'alphabetic'
    ctx.fillStyle = theme.ink
    ctx.fillText(label, cell.left, cell.top - 5)
    ctx.strokeStyle = theme.line
    line(ctx, [across.from, up.from], [across.to, up.from])
    ctx.strokeStyle = theme.ink
    ctx.beginPath()
    thinned(times[i], trace, 2 * cell.width).forEach((point, k) => {
      const [px, py] = [toPixel(point.x, time, across), toPixel(point.y, values, up)]
      if (k === 0) ctx.moveTo(px, py)
      else ctx.lineTo(px, py)
    })
    ctx.stroke()
    if (i % columns === 0) {
      const ticks = niceTicks(values, 2)
      ctx.textAlign = 'right'
      ctx.textBaseline = 'middle'
      for (const tick of ticks) {
        const y = toPixel(tick, values, up)
        ctx.strokeStyle = theme.prior
        line(ctx, [cell.left - 6, y], [cell.left - 2, y])
        ctx.fillStyle = theme.inkSoft
        ctx.fillText(tickText(tick, ticks.length > 1 ? ticks[1] - ticks[0] : 1), cell.left - 9, y)
      }
    }
    if (i + columns >= traces.length) {
      const ticks = niceTicks(time, 2)
      ctx.textAlign = 'center'
      ctx.textBaseline = 'alphabetic'
      for (const tick of ticks) {
        const px = toPixel(tick, time, across)
        ctx.strokeStyle = theme.prior
        line(ctx, [px, up.from], [px, up.from + 4])
        ctx.fillStyle = theme.inkSoft
        const step = ticks.length > 1 ? ticks[1] - ticks[0] : span(time)
        ctx.fillText(tickText(tick / clock.milliseconds, step / clock.milliseconds), px, up.from + 16)
      }
    }
  })
  drawTitles(ctx, cells, height, { across: other ?? clock.title, up: observed }, theme)
  ctx.restore()
}

/** One axis title per direction, for all panels. */
function drawTitles(
  ctx: DrawingContext,
  cells: readonly Cell[],
  height: number,
  titles: { across: string; up: string },
  theme: ChartTheme,
): void {
  const last = cells[cells.length - 1]
  if (!last) return
  const right = Math.max(...cells.map(({ left, width }) => left + width))
  const bottom = Math.max(...cells.map((cell) => cell.top + cell.height))
  ctx.fillStyle = theme.inkSoft
  ctx.textAlign = 'center'
  ctx.textBaseline = 'alphabetic'
  ctx.fillText(titles.across, (cells[0].left + right) / 2, height - 4)
  ctx.save()
  ctx.translate(12, (cells[0].top + bottom) / 2)
  ctx.rotate(-Math.PI / 2)
  ctx.fillText(titles.up, 0, 0)
  ctx.restore()
}

function line(ctx: DrawingContext, from: [number, number], to: [number, number]): void {
  ctx.beginPath()
  ctx.moveTo(...from)
  ctx.lineTo(...to)
  ctx.stroke()
}
