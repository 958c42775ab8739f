import type { ChartDataset } from 'chart.js'
import type { Range } from './range.ts'
import type { Point } from './thin.ts'

export type Series = ChartDataset<'line', Point[]>

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
}

/** What is drawn beside Chart.js's own series. Colours are those of the theme it was made with. */
export interface Marks {
  /** Rows of ticks above the plot, events in time: spikes. */
  rows?: { label: string; at: readonly number[]; color: string }[] | undefined
  /** Labels in the right margin, each at the height of the line it names, with a sample of the line. */
  labels?: { text: string; y: number; color: string; sample: 'line' | 'band'; opacity?: number }[] | undefined
  /** Words inside the plot. */
  notes?:
    | { text: string; x: number; y: number; color: string; align: 'left' | 'center' | 'right' }[]
    | undefined
  /** Lines across the plot at a height. */
  horizontal?: { y: number; color: string; dash?: number[] }[] | undefined
  /** A stretch of heights behind everything. */
  band?: { from: number; to: number; color: string } | undefined
  /** Stretches of the x-axis without data, hatched behind everything, with what they are where there is room. */
  gaps?: { from: number; to: number; text: string }[] | undefined
  /** A stretch of the x-axis behind everything. */
  shade?: { from: number; to: number; color: string } | undefined
}

/** A plot, said in full; `plotConfiguration` turns it into Chart.js's terms. */
export interface PlotSpec {
  series: Series[]
  x: AxisSpec
  y: AxisSpec
  marks?: Marks | undefined
  /** Width of the right margin, px. */
  margin?: number | undefined
  /** Width of the left axis, px; charts with a time axis leave it alone, so that they stand in line. */
  left?: number | undefined
  /** A second height scale without an axis, for series with `yAxisID: 'side'`. */
  side?: Range | undefined
}

/** Width of the left axis where none is given, px: charts above each other share their time axis to the pixel. */
export const leftAxisWidth = 68
/** Right margin with room for labels. */
export const labelMargin = 112
/** Right margin without labels: half a tick's text. */
export const plainMargin = 18
/** Height of one row of ticks above the plot. */
export const rowHeight = 14
