import type { Range } from '../scale/range.ts'
import { barLength } from '../scale/scale-bar.ts'
import { labelMargin, leftAxisWidth, type PlotSpec } from './plot-spec.ts'

/** Left of a plot without an axis, px. */
const bareLeft = 8

/** Whether scale bars can stand in place of the plot’s axes: a trace over time. */
export function canHaveScaleBars({ x, y }: PlotSpec): boolean {
  return x.bar !== undefined && y.bar !== undefined
}

/**
 * A trace with scale bars in place of its axes; another plot as it is.
 * @param aligned leaves the width of the left axis, so that it stands in line with plots above and below it
 */
export function withScaleBars(spec: PlotSpec, aligned = false): PlotSpec {
  const { x, y, margin = 0, left = leftAxisWidth } = spec
  if (!y.bar || !x.bar) return spec
  // The names of rows stand where the axis did.
  const named = (spec.marks?.rows ?? []).length > 0
  return {
    ...spec,
    x: { ...x, title: '', ticks: false },
    y: { ...y, title: '', ticks: false },
    margin: Math.max(margin, labelMargin),
    left: aligned || named ? left : bareLeft,
    bars: { y: y.bar, ...(x.ticks !== false && { x: x.bar }) },
  }
}

/** “Scale bars: 50 ms, 20 mV.” @param shown what is in view of both axes */
export function scaleBarsText({ bars }: PlotSpec, shown: { x: Range; y: Range }): string {
  if (!bars) return ''
  const texts = [...(bars.x ? [bars.x(barLength(shown.x))] : []), bars.y(barLength(shown.y))]
  return `Scale bar${texts.length > 1 ? 's' : ''}: ${texts.join(', ')}.`
}
