import type { DrawingContext } from '../drawing/drawing-context.ts'
import { withUnit } from '../scale/format.ts'
import { type ChartTheme, textSize } from '../theme/theme.ts'
import type { Corner, CornerAxis } from './corner.ts'
import { type CornerLayout, titledSize } from './corner-layout.ts'

/** Line height of a title, px. */
const lineHeight = 14

/**
 * Title above each marginal: symbol, median and 90 % interval: “θ₀ = 0.642 (0.627–0.657)”; all titles have two lines if
 * any is wider than its cell. Small cells show only the symbol.
 */
export function drawTitles(
  ctx: DrawingContext,
  { axes }: Corner,
  { cells, size, width }: CornerLayout,
  theme: ChartTheme,
): void {
  const strong = `600 ${textSize}px ${theme.font}`
  const plain = `${textSize}px ${theme.font}`
  const widthOf = (text: string, font: string): number => {
    ctx.font = font
    return ctx.measureText(text).width
  }
  ctx.fillStyle = theme.ink
  ctx.textAlign = 'left'
  ctx.textBaseline = 'alphabetic'
  const titled = cells.filter(({ column, row }) => column === row)
  if (size < titledSize) {
    ctx.font = strong
    for (const { column, left, top } of titled) ctx.fillText(axes[column].symbol, left, top - 6)
    return
  }
  const texts = axes.map((axis) => ({ median: medianText(axis), interval: `(${axis.intervalText})` }))
  const space = widthOf(' ', plain)
  const oneLine = texts.every(
    ({ median, interval }) => widthOf(median, strong) + space + widthOf(interval, plain) <= size,
  )
  titled.forEach(({ column, left, top }) => {
    const { median, interval } = texts[column]
    const base = top - 6
    const wide = widthOf(median, strong)
    const beside = widthOf(interval, plain)
    // The last title may be wider than its cell, since nothing is to its right.
    const start = Math.min(left, width - (oneLine ? 0 : Math.max(wide, beside)))
    ctx.font = strong
    ctx.fillText(median, start, oneLine ? base : base - lineHeight)
    ctx.font = plain
    ctx.fillText(interval, oneLine ? left + wide + space : start, base)
  })
}

function medianText({ symbol, medianText, unit }: CornerAxis): string {
  return `${symbol} = ${withUnit(medianText, unit)}`
}
