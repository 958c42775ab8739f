import type { Curve } from '../../contract/common.ts'
import { estimateText, rangeText } from '../../contract/estimate-text.ts'
import { fixed } from '../../contract/numbers.ts'
import type { ParameterEstimate } from '../../contract/reports.ts'
import type { DrawingContext } from '../drawing/drawing-context.ts'
import type { Figure } from '../figure.ts'
import { readingText } from '../scale/format.ts'
import { toPixel } from '../scale/range.ts'
import { type ChartTheme, colorText, faded, textSize } from '../theme/theme.ts'

import { priorRange } from './parameter-interval.ts'

/** px: row height, left margin for the name, right margin, and height of a density. */
const [rowHeight, nameRoom, rightRoom, densityHeight] = [52, 74, 14, 22]

/** Posterior and prior of each parameter, one per row, each on its own prior’s range. */
export function intervalsFigure(parameters: readonly ParameterEstimate[], width: number): Figure {
  return {
    width,
    height: rowHeight * parameters.length + 8,
    draw(ctx, theme) {
      parameters.forEach((one, i) => {
        drawRow(ctx, one, { top: 4 + i * rowHeight, from: nameRoom, to: width - rightRoom }, theme)
      })
    },
  }
}

/** One line: each posterior interval compared with the prior’s. */
export function describeIntervals(parameters: readonly ParameterEstimate[]): string {
  const said = parameters.map(({ symbol, unit, posterior, prior }) => {
    const { median, low, high } = estimateText(posterior)
    const share = (posterior.q95 - posterior.q05) / (prior.q95 - prior.q05)
    const times = share > 0 && share < 0.9 ? ` (the prior’s is ${fixed(1 / share, 1)} times as wide)` : ''
    return `${symbol} ${median}, 90 % in ${rangeText(low, high)}${unit ? ` ${unit}` : ''}${times}`
  })
  return `Posterior over the prior’s range of each parameter: ${said.join('; ')}.`
}

interface Row {
  top: number
  from: number
  to: number
}

function drawRow(
  ctx: DrawingContext,
  parameter: ParameterEstimate,
  { top, from, to }: Row,
  theme: ChartTheme,
): void {
  const range = priorRange(parameter)
  const pixels = { from, to }
  const base = Math.round(top + densityHeight + 4) + 0.5
  const x = (value: number): number => Math.min(to, Math.max(from, toPixel(value, range, pixels)))
  const area = (curve: Curve, color: string): void => {
    const highest = Math.max(...curve.y)
    if (!(highest > 0)) return
    ctx.fillStyle = color
    ctx.beginPath()
    ctx.moveTo(x(curve.x[0]), base)
    curve.x.forEach((at, i) => {
      ctx.lineTo(x(at), base - (densityHeight * curve.y[i]) / highest)
    })
    ctx.lineTo(x(curve.x[curve.x.length - 1]), base)
    ctx.closePath()
    ctx.fill()
  }
  area(parameter.priorDensity, colorText(faded('prior', 0.3), theme))
  area(parameter.posteriorDensity, colorText(faded('accent', 0.45), theme))
  ctx.strokeStyle = theme.prior
  ctx.lineWidth = 1
  line(ctx, from, base, to, base)
  const { q05, q50, q95 } = parameter.posterior
  ctx.strokeStyle = theme.accent
  ctx.lineWidth = 3
  line(ctx, x(q05), base + 4.5, Math.max(x(q95), x(q05) + 1), base + 4.5)
  ctx.fillStyle = theme.accent
  ctx.beginPath()
  ctx.arc(x(q50), base + 4.5, 3.5, 0, 2 * Math.PI)
  ctx.fill()
  drawWords(ctx, parameter, { top, from, to }, base, theme)
}

function drawWords(
  ctx: DrawingContext,
  parameter: ParameterEstimate,
  { from, to }: Row,
  base: number,
  theme: ChartTheme,
): void {
  const { symbol, unit } = parameter
  const range = priorRange(parameter)
  ctx.font = `${textSize}px ${theme.font}`
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'right'
  ctx.fillStyle = theme.ink
  ctx.fillText(symbol, from - 10, base - 6)
  ctx.font = `${textSize - 1}px ${theme.font}`
  ctx.fillStyle = theme.inkSoft
  if (unit) ctx.fillText(unit, from - 10, base + 9)
  ctx.textAlign = 'left'
  ctx.fillText(readingText(range.from, range, 100), from, base + 15)
  ctx.textAlign = 'right'
  ctx.fillText(readingText(range.to, range, 100), to, base + 15)
}

function line(ctx: DrawingContext, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath()
  ctx.moveTo(x1, y1)
  ctx.lineTo(x2, y2)
  ctx.stroke()
}
