import {
  type AxisSpec,
  leftAxisWidth,
  type PlotSpec,
  type PointStyle,
  plainMargin,
  rowHeight,
} from '../plot/plot-spec.ts'
import type { Range } from '../scale/range.ts'
import { niceTicks } from '../scale/ticks.ts'
import { textSize } from '../theme/theme.ts'
import { type Frame, frameOf } from './frame.ts'

export interface Tick {
  value: number
  text: string
}

/** Where everything of a plot lies. */
export interface PlotLayout {
  frame: Frame
  x: Tick[]
  y: Tick[]
}

/** Sizes of an axis, px; the window’s plots have the same (`plot-config.ts` there, and Chart.js’s own). */
export const axisSizes = {
  /** Length of a tick. */
  tick: 4,
  /** From a tick to its text, and beyond the text. */
  tickPadding: 3,
  /** Above and below a title. */
  titlePadding: 2,
  lineHeight: 1.2 * textSize,
}

/** Room for one tick, px. */
const room = { x: 72, y: 36 }
/** Above the plot and its rows, px. */
const topMargin = 6

/**
 * Lays a plot out in a rectangle of that size, with all that its axis of x ranges over.
 * @param measure width of a text of the axes, px
 */
export function plotLayout(
  spec: PlotSpec,
  width: number,
  height: number,
  measure: (text: string) => number,
): PlotLayout {
  const { tickPadding, lineHeight } = axisSizes
  // Half a tick's text sticks out above and below the axis, half a point beyond the area.
  const texts = spec.y.ticks === false ? 0 : lineHeight / 2 + tickPadding
  const overhang = Math.max(texts, ...spec.series.map(({ points }) => reachOf(points)))
  const top = Math.max(topMargin + rowHeight * (spec.marks?.rows?.length ?? 0), overhang)
  const bottom = height - Math.max(xAxisHeight(spec.x), overhang)
  const left = spec.left ?? leftAxisWidth
  const margin = spec.margin ?? plainMargin
  const x = ticksOf(spec.x, (width - left - margin) / room.x)
  const last = x.at(-1)
  const end = last && spec.x.ticks !== false ? measure(last.text) / 2 + tickPadding : 0
  const area = { left, right: width - margin, top, bottom }
  const sticksOut = last ? frameOf(area, spec.x.range, spec.y.range).x(last.value) + end - width : 0
  area.right -= Math.max(0, sticksOut)
  return {
    frame: frameOf(area, spec.x.range, spec.y.range),
    x,
    y: ticksOf(spec.y, (bottom - top) / room.y),
  }
}

/** How far a mark reaches from its point. */
function reachOf(points: PointStyle | undefined): number {
  return points ? points.radius + (points.border?.width ?? 0) : 0
}

function xAxisHeight({ title, ticks }: AxisSpec): number {
  const { tick, tickPadding, titlePadding, lineHeight } = axisSizes
  const numbers = ticks === false ? 0 : tick + lineHeight + 2 * tickPadding
  return numbers + (title === '' ? 0 : lineHeight + 2 * titlePadding)
}

/** Round values, about `count` of them and two at least, or the axis's own; none on an axis that says no numbers. */
function ticksOf(axis: AxisSpec, count: number): Tick[] {
  if (axis.ticks === false) return []
  const values = (axis.places ?? niceTicks)(axis.range, Math.max(2, Math.floor(count)))
  const step = stepOf(values, axis.range)
  return values.map((value) => ({ value, text: axis.tickText(value, step) }))
}

function stepOf(values: readonly number[], { from, to }: Range): number {
  return values.length > 1 ? values[1] - values[0] : (to - from) / 4
}
