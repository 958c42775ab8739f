import { describe, expect, it } from 'vitest'
import { contours } from '../../src-main/figures/density/contours.ts'
import {
  correlation,
  type DensityGrid,
  densityAt,
  densityGrid,
  massLevel,
} from '../../src-main/figures/density/density-grid.ts'
import type { Point } from '../../src-main/figures/scale/thin.ts'
import { createRandom } from '../../src-main/model/random.ts'

/** Signed area of a ring; above 0 where it runs against the clock. */
function area(ring: Point[]): number {
  return ring.reduce((sum, p, i) => {
    const q = ring[(i + 1) % ring.length]
    return sum + (p.x * q.y - q.x * p.y) / 2
  }, 0)
}

function gridOf(f: (x: number, y: number) => number, size = 60): DensityGrid {
  const range = { from: -3, to: 3 }
  const values = Float64Array.from({ length: size * size }, (_, i) => {
    const at = (k: number): number => -3 + ((k + 0.5) * 6) / size
    return f(at(i % size), at(Math.floor(i / size)))
  })
  return { size, x: range, y: range, values }
}

describe('contours', () => {
  it('of a round hill are one circle of the right radius', () => {
    const rings = contours(
      gridOf((x, y) => Math.exp(-(x * x + y * y) / 2)),
      Math.exp(-0.5 * 1.5 ** 2),
    )
    expect(rings).toHaveLength(1)
    for (const { x, y } of rings[0]) expect(Math.hypot(x, y)).toBeCloseTo(1.5, 1)
    expect(area(rings[0])).toBeCloseTo(Math.PI * 1.5 ** 2, 1)
  })

  it('two hills give two rings, a crater an outer and an inner one that runs the other way', () => {
    const two = contours(
      gridOf((x, y) => Math.exp(-((Math.abs(x) - 1.5) ** 2 + y * y) * 4)),
      0.5,
    )
    expect(two).toHaveLength(2)
    const crater = contours(
      gridOf((x, y) => Math.exp(-((Math.hypot(x, y) - 1.5) ** 2) * 8)),
      0.5,
    )
    expect(crater.map((ring) => Math.sign(area(ring))).sort()).toEqual([-1, 1])
  })

  it('a saddle is cut one way or the other, never into a broken ring', () => {
    const rings = contours(
      gridOf((x, y) => Math.max(0, 1 - Math.abs(x + y)) + Math.max(0, 1 - Math.abs(x - y)), 61),
      0.999,
    )
    for (const ring of rings) {
      ring.forEach((p, i) => {
        const q = ring[(i + 1) % ring.length]
        expect(Math.hypot(p.x - q.x, p.y - q.y)).toBeLessThan(0.2)
      })
    }
  })

  it('a region cut by the edge closes along the edge and stays inside', () => {
    const rings = contours(
      gridOf(() => 1),
      0.5,
    )
    expect(rings).toHaveLength(1)
    expect(area(rings[0])).toBeCloseTo(36, 0)
    for (const { x, y } of rings[0]) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(3)
  })
})

describe('density of draws', () => {
  const random = createRandom(2)
  const n = 4000
  const xs = new Float64Array(n)
  const ys = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    xs[i] = random.normal()
    ys[i] = 0.8 * xs[i] + 0.6 * random.normal()
  }
  const grid = densityGrid(xs, ys, { from: -4, to: 4 }, { from: -4, to: 4 })

  it('sums to one and knows the correlation', () => {
    expect(grid.values.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 2)
    expect(correlation(xs, ys)).toBeCloseTo(0.8, 1)
  })

  it('the region of a share holds that share of the draws', () => {
    for (const share of [0.5, 0.9]) {
      const level = massLevel(grid, share)
      let inside = 0
      for (let i = 0; i < n; i++) if (densityAt(grid, xs[i], ys[i]) >= level) inside++
      expect(Math.abs(inside / n - share)).toBeLessThan(0.05)
    }
  })

  it('does not leak over an edge where the draws are cut off', () => {
    const half = Float64Array.from(xs, Math.abs)
    const cut = densityGrid(
      half,
      Float64Array.from(ys, (_, i) => ys[i] - 0.8 * xs[i]),
      { from: 0, to: 4 },
      { from: -4, to: 4 },
    )
    expect(cut.values.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 2)
    const column = (c: number): number =>
      Array.from({ length: cut.size }, (_, r) => cut.values[r * cut.size + c]).reduce((a, b) => a + b)
    expect(column(0) / column(3)).toBeGreaterThan(0.85)
  })

  it('of draws that do not vary is a spot', () => {
    const still = new Float64Array(50).fill(0.5)
    const spot = densityGrid(still, still, { from: 0, to: 1 }, { from: 0, to: 1 })
    expect(correlation(still, still)).toBe(0)
    expect(contours(spot, massLevel(spot, 0.9)).length).toBeGreaterThan(0)
  })
})
