import type { Chart, Plugin } from 'chart.js'
import type { Frame } from '../../src-main/figures/drawing/frame.ts'
import { drawBehind, drawOver } from '../../src-main/figures/drawing/marks.ts'
import { placedBars } from '../../src-main/figures/drawing/scale-bars.ts'
import type { PlotSpec } from '../../src-main/figures/plot/plot-spec.ts'
import type { Range } from '../../src-main/figures/scale/range.ts'
import type { ChartTheme } from '../../src-main/figures/theme/theme.ts'

/**
 * Draws the marks and scale bars of a plot: background marks before the series, the rest after them. Plot and theme are
 * read on each drawing, so that they may change.
 */
export function marksPlugin(
  current: () => { spec: Pick<PlotSpec, 'marks' | 'bars'>; theme: ChartTheme },
): Plugin<'line'> {
  return {
    id: 'marks',
    beforeDatasetsDraw(chart) {
      const { spec, theme } = current()
      drawBehind(chart.ctx, spec.marks ?? {}, theme, frameOf(chart))
    },
    afterDatasetsDraw(chart) {
      const { spec, theme } = current()
      const frame = frameOf(chart)
      const bars = spec.bars ? placedBars(spec.bars, frame, shownOf(chart)) : null
      drawOver(chart.ctx, spec.marks ?? {}, theme, frame, bars)
    },
  }
}

function frameOf({ chartArea, scales }: Chart): Frame {
  return {
    area: chartArea,
    x: (value) => scales.x.getPixelForValue(value),
    y: (value) => scales.y.getPixelForValue(value),
  }
}

/** The visible range of both axes. */
export function shownOf({ scales: { x, y } }: Pick<Chart, 'scales'>): { x: Range; y: Range } {
  return { x: { from: x.min, to: x.max }, y: { from: y.min, to: y.max } }
}
