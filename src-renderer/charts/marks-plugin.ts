import type { Chart, Plugin } from 'chart.js'
import type { Frame } from '../../src-main/figures/drawing/frame.ts'
import { drawBehind, drawOver } from '../../src-main/figures/drawing/marks.ts'
import type { Marks } from '../../src-main/figures/plot/plot-spec.ts'
import type { ChartTheme } from '../../src-main/figures/theme/theme.ts'

/**
 * Draws the marks of a plot: what lies behind the series before them, the rest after them.
 * Marks and theme are asked for at each drawing, so that they may change.
 */
export function marksPlugin(current: () => { marks: Marks; theme: ChartTheme }): Plugin<'line'> {
  return {
    id: 'marks',
    beforeDatasetsDraw(chart) {
      const { marks, theme } = current()
      drawBehind(chart.ctx, marks, theme, frameOf(chart))
    },
    afterDatasetsDraw(chart) {
      const { marks, theme } = current()
      drawOver(chart.ctx, marks, theme, frameOf(chart))
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
