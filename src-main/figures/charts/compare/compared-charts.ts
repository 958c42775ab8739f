import type { ComparedParameter, ComparedReport, Comparison } from '../../../contract/comparisons.ts'
import { estimateText, rangeText } from '../../../contract/estimate-text.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import type { LineStyle, PlotSpec } from '../../plot/plot-spec.ts'
import { withUnit } from '../../scale/format.ts'
import { extent, padded } from '../../scale/range.ts'
import type { ColorRole } from '../../theme/theme.ts'
import { type ForestParts, forestSpec } from './forest-chart.ts'

/** Colours and dashes of overlaid curves: twenty distinct combinations. */
const colors: readonly ColorRole[] = ['accent', 'flag', 'secondOfMany', 'firstOfMany']
const strokes: readonly (number[] | undefined)[] = [undefined, [7, 4], [2, 3], [9, 3, 2, 3], [4, 6]]

/** Forest plot of one parameter in all reports; the band is the first report's prior. */
export function forestOf(parameter: ComparedParameter, { reports }: Comparison): ForestParts {
  const { estimates } = parameter
  return {
    title: titleOf(parameter),
    rows: estimates.map(({ report, posterior }) => ({
      label: reports[report].label,
      value: posterior,
      mark: reports[report].level,
    })),
    prior: estimates[0].prior,
  }
}

export function comparedForestSpec(parameter: ComparedParameter, comparison: Comparison): PlotSpec {
  return forestSpec(forestOf(parameter, comparison))
}

/** Posterior densities of one parameter in all reports, each of area 1, labelled in the margin. */
export function overlaySpec(parameter: ComparedParameter, { reports }: Comparison): PlotSpec {
  const { estimates } = parameter
  const range = padded(extent(...estimates.map(({ posteriorDensity }) => posteriorDensity.x)), 0.03)
  const top = Math.max(...estimates.flatMap(({ posteriorDensity }) => posteriorDensity.y))
  return {
    series: estimates.map(({ posteriorDensity: { x, y } }, i) => ({
      data: x.map((value, k) => ({ x: value, y: y[k] })),
      line: strokeOf(i),
    })),
    x: numberAxisSpec(titleOf(parameter), range),
    y: { ...numberAxisSpec('density', { from: 0, to: 1.08 * top }), ticks: false },
    margin: 176,
    left: 30,
    marks: {
      labels: estimates.map(({ report }, i) => ({
        text: `${report + 1} ${shortLabel(reports[report])}`,
        // In list order from the top: coinciding peaks would not define one.
        y: top * (1.04 - (i / Math.max(1, estimates.length - 1)) * 0.9),
        color: colors[i % colors.length],
        sample: 'line' as const,
        dash: dashOf(i),
      })),
    },
  }
}

/** Height of the overlay plot including labels, px. */
export function overlayHeight({ estimates }: Pick<ComparedParameter, 'estimates'>): number {
  return Math.max(150, 20 * estimates.length + 50)
}

function strokeOf(i: number): LineStyle {
  const dash = dashOf(i)
  return { color: colors[i % colors.length], width: 1.75, ...(dash && { dash }) }
}

function dashOf(i: number): number[] | undefined {
  return strokes[Math.floor(i / colors.length) % strokes.length]
}

function shortLabel({ label }: ComparedReport): string {
  const letters = [...label]
  return letters.length <= 17 ? label : `${letters.slice(0, 8).join('')}…${letters.slice(-8).join('')}`
}

function titleOf({ symbol, unit }: Pick<ComparedParameter, 'symbol' | 'unit'>): string {
  return unit ? `${symbol}, ${unit}` : symbol
}

/** Describes both plots in words. */
export function describeCompared(parameter: ComparedParameter, { reports }: Comparison): string {
  const { symbol, unit, estimates } = parameter
  const said = estimates.map(({ report, posterior }) => {
    const { median, low, high } = estimateText(posterior)
    return `${reports[report].label} ${withUnit(`${median} (90 % interval ${rangeText(low, high)})`, unit)}`
  })
  return `${symbol} in ${estimates.length} reports: ${said.join('; ')}.`
}
