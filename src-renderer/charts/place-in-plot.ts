import { fromPixel } from '../../src-main/figures/scale/range.ts'
import type { Geometry } from './plot-chart.ts'

/** A position within a plot: in data coordinates, and horizontally in pixels from the left of its area. */
export interface Place {
  x: number
  y: number
  pixel: number
}

/** The position of a pointer in an area that a plot fills; null outside the plot's axes. */
export function placeInPlot(
  event: MouseEvent,
  area: HTMLElement,
  { left, right, top, bottom, x, y }: Geometry,
): Place | null {
  const box = area.getBoundingClientRect()
  const [px, py] = [event.clientX - box.left, event.clientY - box.top]
  if (px < left || px > right || py < top || py > bottom) return null
  return {
    x: fromPixel(px, x, { from: left, to: right }),
    y: fromPixel(py, y, { from: bottom, to: top }),
    pixel: px,
  }
}
