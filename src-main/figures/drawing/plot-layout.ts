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

/** Sizes of scale bars, px: of the line, from the plot’s area to them, and from them to their texts. */
export const barSizes = { width: 2, distance: 6, text: 3 }

/** Least distance between the texts of two ticks side by side, px. */
export const tickGap = 8
/** Room for one tick, px. */
const tickRoom = { x: 72, y: 36 }
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

/** How far a mark reaches from its point. */
function reachOf(points: PointStyle | undefined): number {
  return points ? points.radius + (points.border?.width ?? 0) : 0
}

function xAxisHeight({ title, ticks }: AxisSpec): number {
  const { tick, tickPadding, titlePadding, lineHeight } = axisSizes
  const numbers = ticks === false ? 0 : tick + lineHeight + 2 * tickPadding
  return numbers + (title === '' ? 0 : lineHeight + 2 * titlePadding)
}

/** Height of what scale bars take below a plot, px: the bar over time with its text, where there is one. */
export function barsHeight({ bars }: PlotSpec): number {
  if (!bars) return 0
  return bars.x ? barSizes.distance + barSizes.width + barSizes.text + axisSizes.lineHeight : barSizes.width
}

/** Ticks of an axis across that is so many pixels long; none on an axis that says no numbers. */
export function acrossTicks(
  axis: AxisSpec,
  range: Range,
  pixels: number,
  measure: (text: string) => number,
): Tick[] {
  if (axis.ticks === false) return []
  return fittingTicks(tickAxis(axis), range, { count: pixels / tickRoom.x, pixels, measure, gap: tickGap })
}

/** Ticks of an axis up that is so many pixels long, whose texts stand one above the other. */
export function upTicks(axis: AxisSpec, range: Range, pixels: number): Tick[] {
  if (axis.ticks === false) return []
  const measure = (): number => axisSizes.lineHeight
  return fittingTicks(tickAxis(axis), range, { count: pixels / tickRoom.y, pixels, measure, gap: 0 })
}

/**
 * Width of the left axis, px: the one that plots above each other share, and more only where a text would run into the
 * title.
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
