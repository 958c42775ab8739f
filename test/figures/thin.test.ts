import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearest, thinned } from '../../src-main/figures/scale/thin.ts'

describe('thinning', () => {
  it('leaves short series alone', () => {
    expect(thinned([0, 1, 2], [5, 6, 7], 10)).toEqual([
      { x: 0, y: 5 },
      { x: 1, y: 6 },
      { x: 2, y: 7 },
    ])
  })

  it('keeps a spike of one sample', () => {
    const n = 100_000
    const x = Float64Array.from({ length: n }, (_, i) => i)
    const y = new Float64Array(n)
    y[77_777] = 1
    y[12_345] = -1
    const kept = thinned(x, y, 1000)
    expect(kept.length).toBeLessThanOrEqual(1000)
    expect(kept).toContainEqual({ x: 77_777, y: 1 })
    expect(kept).toContainEqual({ x: 12_345, y: -1 })
  })

  it('stays in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 20, maxLength: 300 }), (y) => {
        const kept = thinned(
          y.map((_, i) => i),
          y,
          16,
        )
        for (let i = 1; i < kept.length; i++) expect(kept[i].x).toBeGreaterThan(kept[i - 1].x)
        expect(Math.max(...kept.map((p) => p.y))).toBe(Math.max(...y))
        expect(Math.min(...kept.map((p) => p.y))).toBe(Math.min(...y))
      }),
    )
  })
})

describe('missing samples', () => {
  it('break a series, short or thinned, and hide no peak', () => {
    expect(thinned([0, 1, 2], [5, null, 7], 10)).toEqual([
      { x: 0, y: 5 },
      { x: 1, y: Number.NaN },
      { x: 2, y: 7 },
    ])
    const n = 10_000
    const x = Float64Array.from({ length: n }, (_, i) => i)
    const y: (number | null)[] = Array.from({ length: n }, () => 0)
    y.fill(null, 5000, 6000)
    y[7003] = null
    y[7007] = 9
    const kept = thinned(x, y, 200)
    expect(kept).toContainEqual({ x: 7007, y: 9 })
    expect(kept).toContainEqual({ x: 7003, y: Number.NaN })
    const inGap = kept.filter((p) => p.x >= 5000 && p.x < 6000)
    expect(inGap.length).toBeGreaterThan(0)
    expect(inGap.every((p) => Number.isNaN(p.y))).toBe(true)
    expect(kept.filter((p) => Number.isNaN(p.y) && !inGap.includes(p))).toHaveLength(1)
  })
})

describe('nearest', () => {
  it('finds the closest value', () => {
    expect(nearest([0, 1, 2, 4], 2.9)).toBe(2)
    expect(nearest([0, 1, 2, 4], 3.1)).toBe(3)
    expect(nearest([0, 1, 2, 4], -5)).toBe(0)
    expect(nearest([0, 1, 2, 4], 50)).toBe(3)
    expect(nearest([7], 50)).toBe(0)
  })
})
