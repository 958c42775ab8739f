import type { DrawingContext } from './drawing/drawing-context.ts'
import type { ChartTheme } from './theme/theme.ts'

/** Something that draws itself, on a canvas or on what passes for one. Sizes are px. */
export interface Figure {
  width: number
  height: number
  /** What its scale bars stand for, in words: more for its description. */
  scale?: string
  draw(context: DrawingContext, theme: ChartTheme): void
}
