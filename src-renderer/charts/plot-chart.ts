import { Chart, type Plugin } from 'chart.js'
import type { PlotSpec } from '../../src-main/figures/plot/plot-spec.ts'
import type { Range } from '../../src-main/figures/scale/range.ts'
import type { ChartTheme } from '../../src-main/figures/theme/theme.ts'
import { marksPlugin, shownOf } from './marks-plugin.ts'
import { type PlotChart, plotConfiguration } from './plot-config.ts'
import { screenContext } from './screen-context.ts'

/** The plot area on the canvas, px, and the ranges it shows. */
export interface Geometry {
  left: number
  right: number
  top: number
  bottom: number
  x: Range
  y: Range
}

/** The visible range of both axes. */
export interface Shown {
  x: Range
  y: Range
}

/** A plot on a canvas. */
export interface PlotOnCanvas {
  /** Sets new data or colours. */
  set(spec: PlotSpec, shown: Shown, theme: ChartTheme): void
  /** Sets another range of the same data. */
  show(shown: Shown): void
  remove(): void
}

/**
 * Draws a plot on a canvas and resizes it with the canvas's parent.
 * @param onlayout called with the plot area whenever that or its ranges change
 */
export function plotOnCanvas(
  canvas: HTMLCanvasElement,
  spec: PlotSpec,
  shown: Shown,
  theme: ChartTheme,
  onlayout: (geometry: Geometry) => void,
): PlotOnCanvas {
  let current = { spec, theme }
  const layout: Plugin<'line'> = {
    id: 'layout',
    afterLayout: ({ chartArea, scales }) => {
      const { left, right, top, bottom } = chartArea
      onlayout({ left, right, top, bottom, ...shownOf({ scales }) })
    },
  }
  screenContext(canvas)
  const chart: PlotChart = new Chart(canvas, {
    ...plotConfiguration(withHeights(spec, shown.y), shown.x, theme),
    plugins: [marksPlugin(() => current), layout],
  })
  return {
    set(next, range, nextTheme) {
      current = { spec: next, theme: nextTheme }
      const { data, options } = plotConfiguration(withHeights(next, range.y), range.x, nextTheme)
      chart.data = data
      chart.options = options!
      chart.update('none')
    },
    show(range) {
      for (const axis of ['x', 'y'] as const) {
        const scale = chart.options.scales![axis]!
        scale.min = range[axis].from
        scale.max = range[axis].to
      }
      chart.update('none')
    },
    remove: () => chart.destroy(),
  }
}

/** Draws a plot of fixed size on an off-screen canvas; the caller must destroy it. */
export function stillPlot(
  spec: PlotSpec,
  shown: Range,
  theme: ChartTheme,
  size: { width: number; height: number; ratio: number },
): PlotChart {
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  const { options, ...rest } = plotConfiguration(spec, shown, theme)
  return new Chart(canvas, {
    ...rest,
    options: { ...options, responsive: false, devicePixelRatio: size.ratio },
    plugins: [marksPlugin(() => ({ spec, theme }))],
  })
}

/** The plot with another y-axis range. */
export function withHeights(spec: PlotSpec, y: Range): PlotSpec {
  return { ...spec, y: { ...spec.y, range: y } }
}
