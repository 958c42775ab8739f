import type { Range } from '../scale/range.ts'
import type { Point } from '../scale/thin.ts'
import type { Color, ColorRole } from '../theme/theme.ts'

/**
 * Points sorted by x (for a loop, in a plot that cannot be zoomed, in drawing order), and their style. Line and area
 * break at NaN values.
 */
export interface Series {
  data: Point[]
  line?: LineStyle | undefined
  /** Fill down to the previous series, which has breaks at the same points. */
  area?: Color | undefined
  points?: PointStyle | undefined
  /** Its values are on the plot's second y-scale. */
  side?: true | undefined
}

export interface LineStyle {
  color: Color
  /** px */
  width: number
  /** Lengths of dashes and gaps, px. */
  dash?: number[] | undefined
  /** Each value holds until the next point. */
  stepped?: true | undefined
  /** Not decimated, even with several points per pixel, so that steep lines stay smooth. */
  exact?: true | undefined
}

export type PointShape = 'circle' | 'square' | 'diamond' | 'triangle' | 'dash' | 'cross'

export interface PointStyle {
  shape: PointShape
  /** px */
  radius: number
  color: Color
  /** Dash and cross markers consist of their border only. */
  border?: { color: Color; width: number } | undefined
}

/** An axis of a plot. */
export interface AxisSpec {
  title: string
  range: Range
  /** Tick label. @param step distance between ticks */
  tickText(value: number, step: number): string
  /** Text of a value read by the pointer. @param pixels length of the axis */
  reading(value: number, range: Range, pixels: number): string
  /** False: an axis without tick labels, such as a density's. */
  ticks?: boolean | undefined
  /** Tick positions, about `count` of them; round values if omitted. */
  places?: ((range: Range, count: number) => number[]) | undefined
  /** Label of a scale bar of that length; omitted if none can replace the axis. */
  bar?: ((length: number) => string) | undefined
}

/** Labels of the scale bars that replace the axes; a panel below may carry the time bar instead. */
export interface ScaleBars {
  x?: ((length: number) => string) | undefined
  y: (length: number) => string
}

/** Annotations besides the series. */
export interface Marks {
  /** Rows of event ticks above the plot, such as spikes. */
  rows?: { label: string; at: readonly number[]; color: ColorRole }[] | undefined
  /** Labels in the right margin, each at the height of its line, with a line sample. */
  labels?:
    | {
        text: string
        y: number
        color: ColorRole
        sample: 'line' | 'band'
        opacity?: number
        /** Dash of the line sample; the theme's for its role if omitted. */
        dash?: number[] | undefined
      }[]
    | undefined
  /** Text inside the plot; a note that names a line has a line sample if the theme's text is not coloured. */
  notes?:
    | {
        text: string
        x: number
        y: number
        color: ColorRole
        align: 'left' | 'center' | 'right'
        names?: 'line'
      }[]
    | undefined
  /** Horizontal lines across the plot. */
  horizontal?: { y: number; color: Color; dash?: number[] }[] | undefined
  /** A horizontal band in the background. */
  band?: { from: number; to: number; color: ColorRole } | undefined
  /** Ranges of the x-axis without data, hatched in the background, with their text if there is room. */
  gaps?: { from: number; to: number; text: string }[] | undefined
  /** A shaded range of the x-axis in the background. */
  shade?: { from: number; to: number; color: ColorRole } | undefined
}

/** Full specification of a plot, independent of renderer and theme. */
export interface PlotSpec {
  /** In drawing order. */
  series: Series[]
  x: AxisSpec
  y: AxisSpec
  marks?: Marks | undefined
  /** Width of the right margin, px. */
  margin?: number | undefined
  /** Width of the left axis, px; charts with a time axis leave it unset, so that they are aligned. */
  left?: number | undefined
  /** Range of a second y-scale without an axis, for series with `side`. */
  side?: Range | undefined
  /** Drawn at the lower right, beside the data; their lengths depend on the visible range. */
  bars?: ScaleBars | undefined
}

/** Default width of the left axis, px: stacked charts have pixel-aligned time axes. */
export const leftAxisWidth = 68
/** Right margin with room for labels. */
export const labelMargin = 112
/** Right margin without labels: half a tick label. */
export const plainMargin = 18
/** Height of one row of ticks above the plot. */
export const rowHeight = 14
