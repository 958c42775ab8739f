import type { Corner } from './corner/corner.ts'
import { cornerLayout } from './corner/corner-layout.ts'
import { drawCorner } from './corner/draw-corner.ts'
import type { Figure } from './figure.ts'

/** A corner plot as a figure. @param width available width, px; its cells may need less */
export function cornerFigure(corner: Corner, width: number): Figure {
  const layout = cornerLayout(corner.axes.length, width)
  return {
    width: layout.width,
    height: layout.height,
    draw: (ctx, theme) => drawCorner(ctx, corner, layout, theme),
  }
}
