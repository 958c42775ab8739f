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
import type { AxisSpec, PlotSpec } from '../../src-main/figures/plot/plot-spec.ts'
import { leftAxisWidth, plainMargin, rowHeight } from '../../src-main/figures/plot/plot-spec.ts'
import type { Range } from '../../src-main/figures/scale/range.ts'
import type { Point } from '../../src-main/figures/scale/thin.ts'
import { niceTicks } from '../../src-main/figures/scale/ticks.ts'
import { type ChartTheme, textSize } from '../../src-main/figures/theme/theme.ts'
import { datasetsOf } from './datasets.ts'

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler)

export type PlotConfiguration = ChartConfiguration<'line', Point[]>
export type PlotChart = Chart<'line', Point[]>

/** Chart.js's configuration of a plot; `shown` is the stretch of the x-axis in view. */
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
      // The pointer is read by the plot itself, for all charts of a view at once.
      events: [],
      font: { family: theme.font, size: textSize },
      color: theme.ink,
      layout: {
        padding: {
          top: 6 + rowHeight * (spec.marks?.rows?.length ?? 0),
          right: spec.margin ?? plainMargin,
          left: 0,
          bottom: 0,
        },
      },
      plugins: { decimation: { enabled: false } },
      scales: {
        x: { ...scale(spec.x, shown, theme, 72), position: 'bottom' },
        y: {
          ...scale(spec.y, spec.y.range, theme, 36),
          position: 'left',
          afterFit: (axis: { width: number }) => {
            axis.width = spec.left ?? leftAxisWidth
          },
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

/** @param pixels room for one tick */
function scale(axis: AxisSpec, { from, to }: Range, theme: ChartTheme, pixels: number) {
  const numbers = axis.ticks !== false
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
      callback: ((value, _index, ticks) =>
        axis.tickText(
          Number(value),
          ticks.length > 1 ? ticks[1].value - ticks[0].value : (to - from) / 4,
        )) as LinearScaleOptions['ticks']['callback'],
    },
    // Round values only; Chart.js would add the two ends of the stretch.
    afterBuildTicks: ((built) => {
      const length = built.isHorizontal() ? built.width : built.height
      const count = Math.max(2, Math.floor(length / pixels))
      const places = axis.places ?? niceTicks
      built.ticks = places({ from: built.min, to: built.max }, count).map((value) => ({ value }))
    }) as LinearScaleOptions['afterBuildTicks'],
  }
}
