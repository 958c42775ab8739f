import {
  type AxisSpec,
  leftAxisWidth,
  type PlotSpec,
  type PointStyle,
  plainMargin,
  rowHeight,
} from '../plot/plot-spec.ts'
import { fittingTicks, type Tick, type TickAxis } from '../scale/fitting-ticks.ts'
import type { Range } from '../scale/range.ts'
import { niceTicks } from '../scale/ticks.ts'
import { textSize } from '../theme/theme.ts'
import { type Frame, frameOf } from './frame.ts'

/** Layout of a plot's elements. */
export interface PlotLayout {
  frame: Frame
  x: Tick[]
  y: Tick[]
}

/** Axis dimensions, px; the same as in the window’s plots (`plot-config.ts` there, and Chart.js’s own). */
export const axisSizes = {
  /** Tick length. */
  tick: 4,
  /** Between a tick and its label, and beyond the label. */
  tickPadding: 3,
  /** Above and below a title. */
  titlePadding: 2,
  lineHeight: 1.2 * textSize,
}

/** Dimensions of scale bars, px: line width, distance from the plot’s area, and distance to their labels. */
export const barSizes = { width: 2, distance: 6, text: 3 }

/** Minimum distance between the labels of neighbouring ticks, px. */
export const tickGap = 8
/** Room per tick, px. */
const tickRoom = { x: 72, y: 36 }
/** Above the plot and its rows, px. */
const topMargin = 6

/**
 * Lays out a plot in a rectangle of the given size, with the full range of its x-axis.
 * @param measure width of axis text, px
 */
export function plotLayout(
  spec: PlotSpec,
  width: number,
  height: number,
  measure: (text: string) => number,
): PlotLayout {
  const { tickPadding, lineHeight } = axisSizes
  // Half a tick label extends above and below the axis, half a marker beyond the area.
  const texts = spec.y.ticks === false ? 0 : lineHeight / 2 + tickPadding
  const overhang = Math.max(texts, ...spec.series.map(({ points }) => reachOf(points)))
  const top = Math.max(topMargin + rowHeight * (spec.marks?.rows?.length ?? 0), overhang)
  const bottom = height - Math.max(xAxisHeight(spec.x) + barsHeight(spec), overhang)
  const y = upTicks(spec.y, spec.y.range, bottom - top)
  const left = leftWidth(spec, y, measure)
  const margin = spec.margin ?? plainMargin
  const x = acrossTicks(spec.x, spec.x.range, width - left - margin, measure)
  const last = x.at(-1)
  const end = last && spec.x.ticks !== false ? measure(last.text) / 2 + tickPadding : 0
  const area = { left, right: width - margin, top, bottom }
  const sticksOut = last ? frameOf(area, spec.x.range, spec.y.range).x(last.value) + end - width : 0
  area.right -= Math.max(0, sticksOut)
  return {
    frame: frameOf(area, spec.x.range, spec.y.range),
    x,
    y,
  }
}

/** How far a marker extends from its point. */
function reachOf(points: PointStyle | undefined): number {
  return points ? points.radius + (points.border?.width ?? 0) : 0
}

function xAxisHeight({ title, ticks }: AxisSpec): number {
  const { tick, tickPadding, titlePadding, lineHeight } = axisSizes
  const numbers = ticks === false ? 0 : tick + lineHeight + 2 * tickPadding
  return numbers + (title === '' ? 0 : lineHeight + 2 * titlePadding)
}

/** Height of the scale bars below a plot, px: the time bar with its label, if there is one. */
export function barsHeight({ bars }: PlotSpec): number {
  if (!bars) return 0
  return bars.x ? barSizes.distance + barSizes.width + barSizes.text + axisSizes.lineHeight : barSizes.width
}

/** Ticks of a horizontal axis of this length; none if the axis has no labels. */
export function acrossTicks(
  axis: AxisSpec,
  range: Range,
  pixels: number,
  measure: (text: string) => number,
): Tick[] {
  if (axis.ticks === false) return []
  return fittingTicks(tickAxis(axis), range, { count: pixels / tickRoom.x, pixels, measure, gap: tickGap })
}

/** Ticks of a vertical axis of this length. */
export function upTicks(axis: AxisSpec, range: Range, pixels: number): Tick[] {
  if (axis.ticks === false) return []
  const measure = (): number => axisSizes.lineHeight
  return fittingTicks(tickAxis(axis), range, { count: pixels / tickRoom.y, pixels, measure, gap: 0 })
}

/**
 * Width of the left axis, px: the width shared by stacked plots, and more only if a tick label would overlap the title.
 */
export function leftWidth(
  { left = leftAxisWidth, y: { title } }: PlotSpec,
  ticks: readonly Tick[],
  measure: (text: string) => number,
): number {
  const { tick, tickPadding, titlePadding, lineHeight } = axisSizes
  const text = Math.max(0, ...ticks.map((one) => measure(one.text)))
  if (text === 0) return left
  const needed = text + tick + tickPadding + (title === '' ? 0 : lineHeight + 2 * titlePadding)
  return Math.max(left, Math.ceil(needed) + 1)
}

function tickAxis({ places = niceTicks, tickText }: AxisSpec): TickAxis {
  return { places, tickText }
}
