import type { ChartDataset } from 'chart.js'
import type { PointShape, PointStyle, Series } from '../../src-main/figures/plot/plot-spec.ts'
import type { Point } from '../../src-main/figures/scale/thin.ts'
import { type ChartTheme, colorText } from '../../src-main/figures/theme/theme.ts'

type Dataset = ChartDataset<'line', Point[]>

const pointStyles = {
  circle: 'circle',
  square: 'rect',
  diamond: 'rectRot',
  triangle: 'triangle',
  dash: 'line',
  cross: 'crossRot',
} as const satisfies Record<PointShape, string>

/** The series as Chart.js datasets, in a theme's colours. */
export function datasetsOf(series: readonly Series[], theme: ChartTheme): Dataset[] {
  return series.map(({ data, line, area, points, side }, i) => ({
    data,
    // Chart.js draws the lowest order last, on top.
    order: series.length - i,
    showLine: line !== undefined || area !== undefined,
    borderWidth: line?.width ?? 0,
    tension: 0,
    spanGaps: false,
    pointRadius: 0,
    pointHitRadius: 0,
    fill: area ? '-1' : false,
    ...(line && { borderColor: colorText(line.color, theme) }),
    ...(line?.dash && { borderDash: line.dash }),
    ...(line?.stepped && { stepped: 'before' as const }),
    // Where points are closer than this, lines are drawn per pixel column.
    ...(line?.exact && { cubicInterpolationMode: 'monotone' as const }),
    ...(area && { backgroundColor: colorText(area, theme) }),
    ...(points && pointOptions(points, theme)),
    ...(side && { yAxisID: 'side' }),
  }))
}

function pointOptions({ shape, radius, color, border }: PointStyle, theme: ChartTheme): Partial<Dataset> {
  return {
    pointStyle: pointStyles[shape],
    pointRadius: radius,
    pointBackgroundColor: colorText(color, theme),
    pointBorderWidth: border?.width ?? 0,
    ...(border && { pointBorderColor: colorText(border.color, theme) }),
  }
}
