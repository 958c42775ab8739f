import type { Range } from '../scale/range.ts'
import type { Point } from '../scale/thin.ts'
import type { Color, ColorRole } from '../theme/theme.ts'

/** Points in the order of x (of a loop in a plot that can’t be zoomed: in the order of drawing), and how they are drawn. Where a height is NaN, line and area break. */
export interface Series {
  data: Point[]
  line?: LineStyle | undefined
  /** Of the area down to the series before, which breaks at the same places. */
  area?: Color | undefined
  points?: PointStyle | undefined
  /** Its heights are those of the plot's second scale. */
  side?: true | undefined
}

export interface LineStyle {
  color: Color
  /** px */
  width: number
  /** Lengths of strokes and gaps, px. */
  dash?: number[] | undefined
  /** Each height holds until the next point. */
  stepped?: true | undefined
  /** Every point counts, also where several lie within one pixel: steep lines stay smooth. */
  exact?: true | undefined
}

export type PointShape = 'circle' | 'square' | 'diamond' | 'triangle' | 'dash' | 'cross'

export interface PointStyle {
  shape: PointShape
  /** px */
  radius: number
  color: Color
  /** A dash and a cross are nothing but their border. */
  border?: { color: Color; width: number } | undefined
}

/** An axis of a plot. */
export interface AxisSpec {
  title: string
  range: Range
  /** Text of a tick. @param step distance between ticks */
  tickText(value: number, step: number): string
  /** Text of a value read off by the pointer. @param pixels length of the axis */
  reading(value: number, range: Range, pixels: number): string
  /** False: an axis that says no numbers, a density's. */
  ticks?: boolean | undefined
  /** Where ticks stand, about `count` of them; round values where it is left out. */
  places?: ((range: Range, count: number) => number[]) | undefined
  /** Text at a scale bar of that length; left out where none can stand in place of the axis. */
  bar?: ((length: number) => string) | undefined
}

/** What is said at the scale bars that stand in place of the axes; the time axis of a panel below says its own. */
export interface ScaleBars {
  x?: ((length: number) => string) | undefined
  y: (length: number) => string
}

/** What is drawn beside the series. */
export interface Marks {
  /** Rows of ticks above the plot, events in time: spikes. */
  rows?: { label: string; at: readonly number[]; color: ColorRole }[] | undefined
  /** Labels in the right margin, each at the height of the line it names, with a sample of the line. */
  labels?:
    | {
        text: string
        y: number
        color: ColorRole
        sample: 'line' | 'band'
        opacity?: number
        /** Of a line; that of its role in the theme where it is left out. */
        dash?: number[]
      }[]
    | undefined
  /** Words inside the plot; those that name a line show a sample of it where words have no colour. */
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
  /** Lines across the plot at a height. */
  horizontal?: { y: number; color: Color; dash?: number[] }[] | undefined
  /** A stretch of heights behind everything. */
  band?: { from: number; to: number; color: ColorRole } | undefined
  /** Stretches of the x-axis without data, hatched behind everything, with what they are where there is room. */
  gaps?: { from: number; to: number; text: string }[] | undefined
  /** A stretch of the x-axis behind everything. */
  shade?: { from: number; to: number; color: ColorRole } | undefined
}

/** A plot, said in full, whatever draws it and in whatever theme. */
export interface PlotSpec {
  /** In the order in which they are drawn. */
  series: Series[]
  x: AxisSpec
  y: AxisSpec
  marks?: Marks | undefined
  /** Width of the right margin, px. */
  margin?: number | undefined
  /** Width of the left axis, px; charts with a time axis leave it alone, so that they stand in line. */
  left?: number | undefined
  /** A second height scale without an axis, for series that say `side`. */
  side?: Range | undefined
  /** Drawn at the lower right, beside the data; their lengths follow what is in view. */
  bars?: ScaleBars | undefined
}

/** Width of the left axis where none is given, px: charts above each other share their time axis to the pixel. */
export const leftAxisWidth = 68
/** Right margin with room for labels. */
export const labelMargin = 112
/** Right margin without labels: half a tick's text. */
export const plainMargin = 18
/** Height of one row of ticks above the plot. */
export const rowHeight = 14
