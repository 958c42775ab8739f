import type { Snippet } from 'svelte'
import type { Measured } from '../../src-main/figures/plot/measured.ts'
import type { PlotSpec } from '../../src-main/figures/plot/plot-spec.ts'
import type { Range } from '../../src-main/figures/scale/range.ts'
import type { PlotHelp } from '../../src-main/help/index.ts'
import type { Geometry } from './plot-chart.ts'
import type { TimeView } from './time-view.svelte.ts'

/** Props and callbacks of a plot. */
export interface PlotProps {
  title: string
  /** Its help entry (“?”). */
  help: PlotHelp
  /** One line: what the chart shows. */
  description: string
  /** Name of a saved picture, without extension. */
  fileName: string
  /** Name of the same figure in a report's document. */
  figureName?: string | undefined
  /** Height of the plot without its title, px. */
  height?: number | undefined
  spec: PlotSpec
  /** The plot as saved, where that differs from the screen. */
  saved?: PlotSpec | undefined
  /** Visible range of the x-axis; without it the plot can't be zoomed or panned. */
  view?: TimeView | undefined
  /** Formats the values at a position on the x-axis, for the line above the plot. */
  read?: ((x: number) => string) | undefined
  /** Formats what the two cursors measure; without it there are no cursors. */
  measured?: Measured | undefined
  /** Additional text for the hint on zooming and panning. */
  hint?: string | undefined
  /** Handles additional keys; returns true where it used one. */
  onkey?: ((event: KeyboardEvent) => boolean) | undefined
  /** Called with a range drawn with Shift held down. */
  onsweep?: ((range: Range) => void) | undefined
  /** Called with the clicked position on the x-axis. */
  onpick?: ((x: number) => void) | undefined
  /** Called on a double click; without it a double click shows all. */
  onplace?: ((place: { x: number; y: number }) => void) | undefined
  /** Overlay drawn above the plot, in an SVG of its size. */
  overlay?: Snippet<[Geometry]> | undefined
}
