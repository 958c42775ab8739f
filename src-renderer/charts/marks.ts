import type { Plugin } from 'chart.js'
import { spreadLabels } from '../../src-main/figures/drawing/spread-labels.ts'
import { type Marks, rowHeight } from '../../src-main/figures/plot/plot-spec.ts'
import { type ChartTheme, colorText, faded, textSize } from '../../src-main/figures/theme/theme.ts'

/**
 * Draws the marks of a plot: what lies behind the series before them, the rest after them.
 * Marks and theme are asked for at each drawing, so that they may change.
 */
export function marksPlugin(current: () => { marks: Marks; theme: ChartTheme }): Plugin<'line'> {
  return {
    id: 'marks',
    beforeDatasetsDraw(chart) {
      const { marks, theme } = current()
      const { ctx, chartArea, scales } = chart
      ctx.save()
      ctx.beginPath()
      ctx.rect(
        chartArea.left,
        chartArea.top,
        chartArea.right - chartArea.left,
        chartArea.bottom - chartArea.top,
      )
      ctx.clip()
      if (marks.shade) {
        const left = scales.x.getPixelForValue(marks.shade.from)
        const right = scales.x.getPixelForValue(marks.shade.to)
        ctx.fillStyle = colorText(faded(marks.shade.color, 0.12), theme)
        ctx.fillRect(left, chartArea.top, right - left, chartArea.bottom - chartArea.top)
      }
      drawGaps(ctx, marks, theme, chartArea, scales)
      if (marks.band) {
        const top = scales.y.getPixelForValue(marks.band.to)
        const bottom = scales.y.getPixelForValue(marks.band.from)
        ctx.fillStyle = colorText(faded(marks.band.color, 0.16), theme)
        ctx.fillRect(chartArea.left, top, chartArea.right - chartArea.left, bottom - top)
      }
      for (const { y, color, dash } of marks.horizontal ?? []) {
        const at = Math.round(scales.y.getPixelForValue(y)) + 0.5
        ctx.strokeStyle = colorText(color, theme)
        ctx.lineWidth = 1
        ctx.setLineDash(dash ?? [])
        ctx.beginPath()
        ctx.moveTo(chartArea.left, at)
        ctx.lineTo(chartArea.right, at)
        ctx.stroke()
      }
      ctx.restore()
      drawRows(ctx, marks, theme, chartArea, scales)
    },
    afterDatasetsDraw(chart) {
      const { marks, theme } = current()
      drawLabels(chart.ctx, marks, theme, chart.chartArea, chart.scales)
      drawNotes(chart.ctx, marks, theme, chart.scales)
    },
  }
}

type Context = CanvasRenderingContext2D
type Area = { left: number; right: number; top: number; bottom: number }
type Scales = Record<string, { getPixelForValue(value: number): number }>

/** Distance between the lines of a hatch, px. */
const hatch = 7

function drawGaps(ctx: Context, { gaps = [] }: Marks, theme: ChartTheme, area: Area, scales: Scales): void {
  for (const { from, to, text } of gaps) {
    const begin = scales.x.getPixelForValue(from)
    // A gap that is too short for the screen is still seen.
    const end = Math.max(scales.x.getPixelForValue(to), begin + 1.5)
    const [left, right] = [Math.max(begin, area.left), Math.min(end, area.right)]
    if (right <= left) continue
    const height = area.bottom - area.top
    ctx.fillStyle = colorText(faded('prior', 0.14), theme)
    ctx.fillRect(left, area.top, right - left, height)
    ctx.save()
    ctx.beginPath()
    ctx.rect(left, area.top, right - left, height)
    ctx.clip()
    ctx.strokeStyle = colorText(faded('prior', 0.5), theme)
    ctx.lineWidth = 1
    ctx.beginPath()
    // From a multiple of the distance, so that the hatch stands still where the gap is cut off by the edge.
    for (let x = Math.floor((left - height) / hatch) * hatch; x < right; x += hatch) {
      ctx.moveTo(x, area.bottom)
      ctx.lineTo(x + height, area.top)
    }
    ctx.stroke()
    ctx.restore()
    ctx.save()
    ctx.font = `${textSize - 1}px ${theme.font}`
    const width = ctx.measureText(text).width
    if (right - left > width + 12) {
      const middle = (left + right) / 2
      ctx.fillStyle = theme.paper
      ctx.fillRect(middle - width / 2 - 4, area.top + 3, width + 8, textSize + 5)
      ctx.fillStyle = theme.inkSoft
      ctx.textAlign = 'center'
      ctx.textBaseline = 'middle'
      ctx.fillText(text, middle, area.top + 3 + (textSize + 5) / 2)
    }
    ctx.restore()
  }
}

function drawRows(ctx: Context, { rows = [] }: Marks, theme: ChartTheme, area: Area, scales: Scales): void {
  ctx.save()
  ctx.font = `${textSize - 1}px ${theme.font}`
  ctx.textAlign = 'right'
  ctx.textBaseline = 'middle'
  ctx.lineWidth = 1.5
  rows.forEach(({ label, at, color }, row) => {
    const middle = area.top - 4 - rowHeight * (rows.length - row - 0.5)
    ctx.fillStyle = theme[color]
    ctx.fillText(label, area.left - 7, middle)
    ctx.strokeStyle = theme[color]
    ctx.beginPath()
    for (const time of at) {
      const x = scales.x.getPixelForValue(time)
      if (x < area.left || x > area.right) continue
      ctx.moveTo(x, middle - 4.5)
      ctx.lineTo(x, middle + 4.5)
    }
    ctx.stroke()
  })
  ctx.restore()
}

function drawLabels(
  ctx: Context,
  { labels = [] }: Marks,
  theme: ChartTheme,
  area: Area,
  scales: Scales,
): void {
  const places = labels.map(({ y }) => scales.y.getPixelForValue(y))
  const centres = spreadLabels(places, textSize + 5, area.top + 6, area.bottom - 6)
  ctx.save()
  ctx.font = `${textSize}px ${theme.font}`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  labels.forEach(({ text, color, sample, opacity = 0.3 }, i) => {
    const left = area.right + 8
    if (sample === 'band') {
      ctx.fillStyle = colorText(faded(color, opacity), theme)
      ctx.fillRect(left, centres[i] - 5, 14, 10)
    } else {
      ctx.strokeStyle = theme[color]
      ctx.lineWidth = 2
      ctx.beginPath()
      ctx.moveTo(left, centres[i])
      ctx.lineTo(left + 14, centres[i])
      ctx.stroke()
    }
    ctx.fillStyle = theme[color]
    ctx.fillText(text, left + 20, centres[i])
  })
  ctx.restore()
}

function drawNotes(ctx: Context, { notes = [] }: Marks, theme: ChartTheme, scales: Scales): void {
  ctx.save()
  ctx.font = `${textSize}px ${theme.font}`
  ctx.textBaseline = 'middle'
  for (const { text, x, y, color, align } of notes) {
    ctx.textAlign = align
    ctx.fillStyle = theme[color]
    ctx.fillText(text, scales.x.getPixelForValue(x), scales.y.getPixelForValue(y))
  }
  ctx.restore()
}
