import type { DrawingContext } from './drawing/drawing-context.ts'
import type { ChartTheme } from './theme/theme.ts'

/** A drawable figure, for a canvas or a compatible context. Sizes are px. */
export interface Figure {
  width: number
  height: number
  /** Scale bars in words, to be added to its description. */
  scale?: string
  draw(context: DrawingContext, theme: ChartTheme): void
}
