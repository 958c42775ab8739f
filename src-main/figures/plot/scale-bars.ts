import type { Range } from '../scale/range.ts'
import { barLength } from '../scale/scale-bar.ts'
import { labelMargin, leftAxisWidth, type PlotSpec } from './plot-spec.ts'

/** Left margin of a plot without an axis, px. */
const bareLeft = 8

/** Whether scale bars can replace the plot’s axes: a trace over time. */
export function canHaveScaleBars({ x, y }: PlotSpec): boolean {
  return x.bar !== undefined && y.bar !== undefined
}

/**
 * Replaces the axes of a trace by scale bars; other plots are unchanged.
 * @param aligned preserves the width of the left axis, to align with plots above and below
 */
export function withScaleBars(spec: PlotSpec, aligned = false): PlotSpec {
  const { x, y, margin = 0, left = leftAxisWidth } = spec
  if (!y.bar || !x.bar) return spec
  // Row names take the place of the axis.
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

/** “Scale bars: 50 ms, 20 mV.” @param shown visible range of both axes */
export function scaleBarsText({ bars }: PlotSpec, shown: { x: Range; y: Range }): string {
  if (!bars) return ''
  const texts = [...(bars.x ? [bars.x(barLength(shown.x))] : []), bars.y(barLength(shown.y))]
  return `Scale bar${texts.length > 1 ? 's' : ''}: ${texts.join(', ')}.`
}
