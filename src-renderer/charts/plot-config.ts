import {
  Chart,
  type ChartConfiguration,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ScaleOptionsByType,
} from 'chart.js'
import { fittingTitle } from '../../src-main/figures/drawing/fitting-title.ts'
import { acrossTicks, barsHeight, leftWidth, upTicks } from '../../src-main/figures/drawing/plot-layout.ts'
import type { AxisSpec, PlotSpec } from '../../src-main/figures/plot/plot-spec.ts'
import { plainMargin, rowHeight } from '../../src-main/figures/plot/plot-spec.ts'
import type { Range } from '../../src-main/figures/scale/range.ts'
import type { Point } from '../../src-main/figures/scale/thin.ts'
import { type ChartTheme, textSize } from '../../src-main/figures/theme/theme.ts'
import { datasetsOf } from './datasets.ts'

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler)

export type PlotConfiguration = ChartConfiguration<'line', Point[]>
export type PlotChart = Chart<'line', Point[]>

/** Chart.js's configuration of a plot; `shown` is the visible range of the x-axis. */
export function plotConfiguration(spec: PlotSpec, shown: Range, theme: ChartTheme): PlotConfiguration {
  return {
    type: 'line',
    data: { datasets: datasetsOf(spec.series, theme) },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      parsing: false,
      normalized: true,
      // The plot handles the pointer itself, for all charts of a view together.
      events: [],
      font: { family: theme.font, size: textSize },
      color: theme.ink,
      layout: {
        padding: {
          top: 6 + rowHeight * (spec.marks?.rows?.length ?? 0),
          right: spec.margin ?? plainMargin,
          left: 0,
          bottom: barsHeight(spec),
        },
      },
      plugins: { decimation: { enabled: false } },
      scales: {
        x: { ...scale(spec.x, shown, theme), position: 'bottom' },
        y: {
          ...scale(spec.y, spec.y.range, theme),
          position: 'left',
          afterFit: ((axis) => {
            const ticks = upTicks(spec.y, { from: axis.min, to: axis.max }, axis.height)
            const measure = measureOf(axis.ctx, theme)
            axis.width = leftWidth(spec, ticks, measure)
            const { title } = axis.options as LinearScaleOptions
            title.text = fittingTitle(spec.y.title, axis.height, measure)
          }) as LinearScaleOptions['afterFit'],
        },
        ...(spec.side && {
          side: {
            type: 'linear' as const,
            display: false,
            position: 'right' as const,
            min: spec.side.from,
            max: spec.side.to,
          },
        }),
      },
    },
  }
}

type LinearScaleOptions = ScaleOptionsByType<'linear'>

function scale(axis: AxisSpec, { from, to }: Range, theme: ChartTheme) {
  const numbers = axis.ticks !== false
  let texts = new Map<number, string>()
  return {
    type: 'linear' as const,
    min: from,
    max: to,
    title: {
      display: axis.title !== '',
      text: axis.title,
      color: theme.inkSoft,
      font: { family: theme.font, size: textSize },
      padding: { top: 2, bottom: 2 },
    },
    grid: {
      drawOnChartArea: false,
      drawTicks: numbers,
      tickLength: 4,
      color: theme.prior,
      tickColor: theme.prior,
    },
    border: { color: theme.prior, width: 1, display: numbers },
    ticks: {
      display: numbers,
      autoSkip: false,
      minRotation: 0,
      maxRotation: 0,
      color: theme.inkSoft,
      font: { family: theme.font, size: textSize },
      padding: 3,
      callback: ((value) => texts.get(Number(value)) ?? '') as LinearScaleOptions['ticks']['callback'],
    },
    // Round values only; Chart.js would add both ends of the range.
    afterBuildTicks: ((built) => {
      const range = { from: built.min, to: built.max }
      const ticks = built.isHorizontal()
        ? acrossTicks(axis, range, built.width, measureOf(built.ctx, theme))
        : upTicks(axis, range, built.height)
      texts = new Map(ticks.map(({ value, text }) => [value, text]))
      built.ticks = ticks.map(({ value }) => ({ value }))
    }) as LinearScaleOptions['afterBuildTicks'],
  }
}

/** Width of an axis text, px. */
function measureOf(context: CanvasRenderingContext2D, theme: ChartTheme): (text: string) => number {
  return (text) => {
    context.save()
    context.font = `${textSize}px ${theme.font}`
    const { width } = context.measureText(text)
    context.restore()
    return width
  }
}
