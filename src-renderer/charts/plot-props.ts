import type { Snippet } from 'svelte'
import type { Measured } from '../../src-main/figures/plot/measured.ts'
import type { PlotSpec } from '../../src-main/figures/plot/plot-spec.ts'
import type { Range } from '../../src-main/figures/scale/range.ts'
import type { PlotHelp } from '../../src-main/help/index.ts'
import type { Geometry } from './plot-chart.ts'
import type { TimeView } from './time-view.svelte.ts'

/** What a plot is given, and whom it tells what the hand did. */
export interface PlotProps {
  title: string
  /** What its “?” says. */
  help: PlotHelp
  /** One line: what the chart shows. */
  description: string
  /** Name of a saved picture, without its ending. */
  fileName: string
  /** Of the figure in a report's document that shows the same. */
  figureName?: string | undefined
  /** Of the plot without its title, px. */
  height?: number | undefined
  spec: PlotSpec
  /** The plot as it is saved, where that differs from the screen. */
  saved?: PlotSpec | undefined
  /** The stretch of the x-axis in view; without one the plot stands still. */
  view?: TimeView | undefined
  /** Values at a place on the x-axis in words, for the line above the plot. */
  read?: ((x: number) => string) | undefined
  /** What two cursors measure; without it there are none. */
  measured?: Measured | undefined
  /** More for the hint on how to move about. */
  hint?: string | undefined
  /** Keys beyond those that move the view; true where one was used. */
  onkey?: ((event: KeyboardEvent) => boolean) | undefined
  /** A stretch was drawn with Shift held down. */
  onsweep?: ((range: Range) => void) | undefined
  /** A place on the x-axis was clicked. */
  onpick?: ((x: number) => void) | undefined
  /** A place was clicked twice; without it that shows all. */
  onplace?: ((place: { x: number; y: number }) => void) | undefined
  /** Drawn above the plot, in an SVG of its size. */
  overlay?: Snippet<[Geometry]> | undefined
}
