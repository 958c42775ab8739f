import { drawAxes } from './drawing/axes.ts'
import { frameOf } from './drawing/frame.ts'
import { drawBehind, drawOver } from './drawing/marks.ts'
import { plotLayout } from './drawing/plot-layout.ts'
import { placedBars } from './drawing/scale-bars.ts'
import { drawSeries } from './drawing/series.ts'
import type { Figure } from './figure.ts'
import type { PlotSpec } from './plot/plot-spec.ts'
import { scaleBarsText } from './plot/scale-bars.ts'
import { textSize } from './theme/theme.ts'

/**
 * A plot as a figure, with the full range of its axes. In the window, Chart.js draws the same specification; this
 * renderer needs neither Chart.js nor a DOM.
 * @param width px
 * @param height px
 */
export function plotFigure(spec: PlotSpec, width: number, height: number): Figure {
  const shown = { x: spec.x.range, y: spec.y.range }
  return {
    width,
    height,
    ...(spec.bars && { scale: scaleBarsText(spec, shown) }),
    draw(ctx, theme) {
      ctx.font = `${textSize}px ${theme.font}`
      const layout = plotLayout(spec, width, height, (text) => ctx.measureText(text).width)
      const marks = spec.marks ?? {}
      drawAxes(ctx, spec, layout, theme)
      drawBehind(ctx, marks, theme, layout.frame)
      const side = spec.side && frameOf(layout.frame.area, spec.x.range, spec.side)
      drawSeries(ctx, spec.series, theme, layout.frame, side)
      const bars = spec.bars ? placedBars(spec.bars, layout.frame, shown) : null
      drawOver(ctx, marks, theme, layout.frame, bars)
    },
  }
}
