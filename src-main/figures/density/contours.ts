import { type Range, span } from '../scale/range.ts'
import type { Point } from '../scale/thin.ts'
import type { DensityGrid } from './density-grid.ts'

/**
 * Contours of a density at a level, by marching squares, as closed rings in axis units. The density is taken as 0
 * outside the grid, so a region cut by the edge closes along the edge.
 */
export function contours(grid: DensityGrid, level: number): Point[][] {
  const next = new Map<number, number>()
  const points = new Map<number, Point>()
  const { size } = grid
  const width = size + 2
  const value = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= size || row >= size ? 0 : grid.values[row * size + column]

  // Every crossing lies on an edge between two neighbouring centres; an edge is identified by its lower-left end.
  const crossing = (column: number, row: number, vertical: boolean): number => {
    const key = 2 * ((row + 1) * width + column + 1) + (vertical ? 1 : 0)
    if (!points.has(key)) {
      const [a, b] = [value(column, row), vertical ? value(column, row + 1) : value(column + 1, row)]
      const t = (level - a) / (b - a)
      points.set(key, {
        x: place(column + (vertical ? 0 : t), size, grid.x),
        y: place(row + (vertical ? t : 0), size, grid.y),
      })
    }
    return key
  }

  for (let row = -1; row < size; row++) {
    for (let column = -1; column < size; column++) {
      const corners = [
        value(column, row),
        value(column + 1, row),
        value(column + 1, row + 1),
        value(column, row + 1),
      ]
      const inside = corners.reduce((bits, v, i) => bits | (v > level ? 1 << i : 0), 0)
      if (inside === 0 || inside === 15) continue
      const edges = [
        () => crossing(column, row, false),
        () => crossing(column + 1, row, true),
        () => crossing(column, row + 1, false),
        () => crossing(column, row, true),
      ]
      const joined = corners.reduce((sum, v) => sum + v, 0) / 4 > level
      for (const [from, to] of segments(inside, joined)) next.set(edges[from](), edges[to]())
    }
  }
  return rings(next, points)
}

// Segments of a cell by the bits of its inside corners, the inside to the left; edges 0 bottom, 1 right, 2 top, 3 left.
const table: [number, number][][] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
]

/** Saddle case, two opposite corners inside: joined through the middle or not. */
function segments(inside: number, joined: boolean): [number, number][] {
  if (inside === 5) {
    return joined
      ? [
          [0, 1],
          [2, 3],
        ]
      : [
          [0, 3],
          [2, 1],
        ]
  }
  if (inside === 10) {
    return joined
      ? [
          [3, 0],
          [1, 2],
        ]
      : [
          [1, 0],
          [3, 2],
        ]
  }
  return table[inside]
}

function rings(next: Map<number, number>, points: Map<number, Point>): Point[][] {
  const found: Point[][] = []
  for (const start of next.keys()) {
    const ring: Point[] = []
    let key: number | undefined = start
    while (key !== undefined && next.has(key)) {
      ring.push(points.get(key)!)
      const following: number | undefined = next.get(key)
      next.delete(key)
      key = following
    }
    if (ring.length > 2) found.push(ring)
  }
  return found
}

/** Axis value at a cell-centre index, clamped to the axis range. */
function place(cell: number, size: number, range: Range): number {
  return range.from + (Math.min(size, Math.max(0, cell + 0.5)) / size) * span(range)
}
