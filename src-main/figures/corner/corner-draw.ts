import { fixed } from '../../contract/numbers.ts'
import { withUnit } from '../scale/format.ts'
import { type Range, toPixel } from '../scale/range.ts'
import type { Point } from '../scale/thin.ts'
import { niceTicks, tickText } from '../scale/ticks.ts'
import { type ChartTheme, type ColorRole, colorText, faded, textSize } from '../theme/theme.ts'
import type { Corner, CornerAxis, CornerPair } from './corner.ts'
import type { Cell, CornerLayout } from './corner-layout.ts'

type Context = CanvasRenderingContext2D

/** Draws a corner plot on a canvas, or on what passes for one. */
export function drawCorner(ctx: Context, corner: Corner, layout: CornerLayout, theme: ChartTheme): void {
  ctx.save()
  ctx.lineJoin = 'round'
  for (const cell of layout.cells) {
    const pair = corner.pairs.find(({ x, y }) => x === cell.column && y === cell.row)
    if (pair) drawPair(ctx, pair, corner, cell, theme)
    else drawMarginal(ctx, corner.axes[cell.column], cell, theme)
    drawFrame(ctx, corner, cell, theme)
  }
  drawCorrelations(ctx, corner, layout, theme)
  if (corner.axes.length > 1) drawKey(ctx, layout, theme)
  ctx.restore()
}

function drawPair(ctx: Context, pair: CornerPair, corner: Corner, cell: Cell, theme: ChartTheme): void {
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
    hairline(ctx, theme, [xPixel(cell, across.range, across.median), cell.top], [0, cell.size])
    hairline(ctx, theme, [cell.left, yPixel(cell, up.range, up.median)], [cell.size, 0])
  })
}

function drawMarginal(ctx: Context, axis: CornerAxis, cell: Cell, theme: ChartTheme): void {
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
    ctx.stroke()
  }
  clipped(ctx, cell, () => {
    area(axis.posterior, 'accent', 0.3)
    area(axis.prior, 'prior', 0.12)
    hairline(ctx, theme, [xPixel(cell, axis.range, axis.median), cell.top], [0, cell.size])
  })
  ctx.font = `600 ${textSize}px ${theme.font}`
  ctx.fillStyle = theme.ink
  ctx.textAlign = 'left'
  ctx.textBaseline = 'alphabetic'
  ctx.fillText(`${axis.symbol} ${withUnit(axis.medianText, axis.unit)}`, cell.left, cell.top - 6)
}

/** Axis lines, and at the edges of the triangle ticks and names. */
function drawFrame(ctx: Context, corner: Corner, cell: Cell, theme: ChartTheme): void {
  const { column, row, left, top, size } = cell
  const last = corner.axes.length - 1
  const base = Math.round(top + size) + 0.5
  const side = Math.round(left) + 0.5
  ctx.strokeStyle = theme.prior
  ctx.lineWidth = 1
  ctx.beginPath()
  ctx.moveTo(side, base)
  ctx.lineTo(left + size, base)
  if (column < row) {
    ctx.moveTo(side, top)
    ctx.lineTo(side, base)
  }
  const count = Math.max(2, Math.floor(size / 60))
  const across = niceTicks(corner.axes[column].range, count)
  const up = column < row ? niceTicks(corner.axes[row].range, count) : []
  for (const value of across) {
    const x = Math.round(xPixel(cell, corner.axes[column].range, value)) + 0.5
    ctx.moveTo(x, base)
    ctx.lineTo(x, base + (row === last ? 4 : 2.5))
  }
  for (const value of up) {
    const y = Math.round(yPixel(cell, corner.axes[row].range, value)) + 0.5
    ctx.moveTo(side, y)
    ctx.lineTo(side - (column === 0 ? 4 : 2.5), y)
  }
  ctx.stroke()

  ctx.font = `${textSize - 1}px ${theme.font}`
  ctx.fillStyle = theme.inkSoft
  if (row === last) {
    ctx.textAlign = 'center'
    ctx.textBaseline = 'top'
    for (const value of across) {
      const x = xPixel(cell, corner.axes[column].range, value)
      const text = tickText(value, stepOf(across))
      // A label that sticks out would run into the neighbour's.
      const half = ctx.measureText(text).width / 2 - 3
      if (x - half >= left && x + half <= left + size) ctx.fillText(text, x, top + size + 7)
    }
    name(ctx, corner.axes[column], left + size / 2, top + size + 26, theme)
  }
  if (column === 0 && row > 0) {
    ctx.font = `${textSize - 1}px ${theme.font}`
    ctx.fillStyle = theme.inkSoft
    ctx.textAlign = 'right'
    ctx.textBaseline = 'middle'
    for (const value of up) {
      const y = yPixel(cell, corner.axes[row].range, value)
      if (y > top + 4 && y < top + size - 4) ctx.fillText(tickText(value, stepOf(up)), left - 7, y)
    }
    name(ctx, corner.axes[row], 14, top + size / 2, theme)
  }
}

/** The correlation coefficient in the mirrored, empty half. */
function drawCorrelations(ctx: Context, { pairs }: Corner, layout: CornerLayout, theme: ChartTheme): void {
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

/** Which colour is which, right above the empty half. */
function drawKey(ctx: Context, { cells, size }: CornerLayout, theme: ChartTheme): void {
  const right = Math.max(...cells.map((cell) => cell.left)) + size
  const y = cells[0].top - 10
  ctx.font = `${textSize}px ${theme.font}`
  ctx.textAlign = 'right'
  ctx.textBaseline = 'middle'
  let end = right
  for (const [text, role] of [
    ['prior', 'prior'],
    ['posterior', 'accent'],
  ] as const) {
    ctx.fillStyle = theme[role]
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

function name(ctx: Context, { symbol, unit }: CornerAxis, x: number, y: number, theme: ChartTheme): void {
  ctx.font = `${textSize}px ${theme.font}`
  ctx.fillStyle = theme.ink
  ctx.textAlign = 'center'
  ctx.fillText(unit ? `${symbol}, ${unit}` : symbol, x, y)
}

function hairline(
  ctx: Context,
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

function clipped(ctx: Context, { left, top, size }: Cell, draw: () => void): void {
  ctx.save()
  ctx.beginPath()
  ctx.rect(left, top, size, size)
  ctx.clip()
  draw()
  ctx.restore()
}

function xPixel({ left, size }: Cell, range: Range, value: number): number {
  return toPixel(value, range, { from: left, to: left + size })
}

function yPixel({ top, size }: Cell, range: Range, value: number): number {
  return toPixel(value, range, { from: top + size, to: top })
}

function stepOf(ticks: number[]): number {
  return ticks.length > 1 ? ticks[1] - ticks[0] : 1
}
