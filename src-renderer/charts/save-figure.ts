import type { Figure } from '../../src-main/figures/figure.ts'
import type { PlotSpec } from '../../src-main/figures/plot/plot-spec.ts'
import type { Range } from '../../src-main/figures/scale/range.ts'
import { SvgContext } from '../../src-main/figures/svg/svg-context.ts'
import { SvgPath } from '../../src-main/figures/svg/svg-path.ts'
import type { ChartTheme } from '../../src-main/figures/theme/theme.ts'
import { stillPlot } from './plot-chart.ts'
import type { PlotChart } from './plot-config.ts'

/** Device pixels per CSS px of a saved PNG. */
const pngRatio = 2

/** Measures text with the page's fonts. */
export function pageMeasure(): (text: string, font: string) => number {
  const measuring = document.createElement('canvas').getContext('2d')!
  return (text, font) => {
    measuring.font = font
    return measuring.measureText(text).width
  }
}

/** The figure as a PNG file, at twice its screen size. */
export async function figureToPng(figure: Figure, theme: ChartTheme): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = figure.width * pngRatio
  canvas.height = figure.height * pngRatio
  const context = canvas.getContext('2d')!
  context.fillStyle = theme.paper
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.scale(pngRatio, pngRatio)
  figure.draw(context, theme)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The figure could not be drawn.'))))
  })
}

/** A plot redrawn by Chart.js at the given size. */
export function chartFigure(spec: PlotSpec, shown: Range, width: number, height: number): Figure {
  return {
    width,
    height,
    draw(context, theme) {
      const chart = stillPlot(spec, shown, theme, { width, height, ratio: pngRatio })
      if (context instanceof SvgContext) drawOn(chart, context)
      else if (context instanceof CanvasRenderingContext2D)
        context.drawImage(chart.canvas, 0, 0, width, height)
      chart.destroy()
    },
  }
}

/** Downloads a file. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser reads the URL after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Redirects Chart.js to another context; it stores its own in the chart, in each scale and in each series. */
function drawOn(chart: PlotChart, context: SvgContext): void {
  Object.assign(chart, { ctx: context })
  for (const scale of Object.values(chart.scales)) Object.assign(scale, { ctx: context })
  for (const meta of chart.getSortedVisibleDatasetMetas()) {
    Object.assign(meta.controller, { _ctx: context })
    const line = meta.dataset
    if (!line) continue
    // Chart.js caches a line as a Path2D, whose content can't be read.
    const path = new SvgPath()
    const drawable = line as unknown as { path(onto: SvgPath): void; points: unknown[] }
    if (drawable.points.length) drawable.path(path)
    Object.assign(line, { _path: path })
  }
  chart.draw()
}
