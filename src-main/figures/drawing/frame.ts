import { type Range, toPixel } from '../scale/range.ts'

/** A rectangle, px. */
export interface Area {
  left: number
  right: number
  top: number
  bottom: number
}

/** A plot's area and its mapping from values to px. */
export interface Frame {
  area: Area
  x(value: number): number
  y(value: number): number
}

/** A frame that maps these axis ranges to the area. */
export function frameOf(area: Area, x: Range, y: Range): Frame {
  const { left, right, top, bottom } = area
  return {
    area,
    x: (value) => toPixel(value, x, { from: left, to: right }),
    y: (value) => toPixel(value, y, { from: bottom, to: top }),
  }
}
