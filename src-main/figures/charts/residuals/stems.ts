import type { Series } from '../../plot/plot-spec.ts'
import type { Point } from '../../scale/thin.ts'
import type { ColorRole } from '../../theme/theme.ts'

/** Stem plot: a line from 0 to each point, with a marker at its end. */
export function stems(points: Point[], color: ColorRole, shape: 'circle' | 'diamond'): Series[] {
  if (points.length === 0) return []
  // A line from 0 to the value, then a gap.
  const sticks = points.flatMap(({ x, y }) => [
    { x, y: 0 },
    { x, y },
    { x, y: Number.NaN },
  ])
  return [
    { data: sticks, line: { color, width: 1.5 } },
    { data: points, points: { shape, radius: shape === 'circle' ? 2 : 3.5, color } },
  ]
}
