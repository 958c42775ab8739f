import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  extent,
  fromPixel,
  panned,
  span,
  toPixel,
  within,
  zoomed,
} from '../../src-main/figures/scale/range.ts'
import { allowedWindow, movedWindow, roundWindow } from '../../src-renderer/charts/window-edit.ts'

const limits = { from: 0, to: 100 }

describe('zoom and pan', () => {
  it('the value under the pointer keeps its place', () => {
    const next = zoomed({ from: 20, to: 60 }, 0.5, 30, limits, 1)
    expect(next).toEqual({ from: 25, to: 45 })
    const before = toPixel(30, { from: 20, to: 60 }, { from: 0, to: 800 })
    expect(toPixel(30, next, { from: 0, to: 800 })).toBeCloseTo(before)
  })

  it('never leaves the limits and never goes below the least length', () => {
    const value = fc.double({ min: 0, max: 100, noNaN: true })
    const factor = fc.double({ min: 0.01, max: 100, noNaN: true })
    fc.assert(
      fc.property(value, value, factor, value, (a, b, by, about) => {
        const next = zoomed(
          within({ from: Math.min(a, b), to: Math.max(a, b) }, limits),
          by,
          about,
          limits,
          2,
        )
        expect(next.from).toBeGreaterThanOrEqual(-1e-9)
        expect(next.to).toBeLessThanOrEqual(100 + 1e-9)
        expect(span(next)).toBeGreaterThanOrEqual(2 - 1e-9)
      }),
    )
  })

  it('panning stops at the ends and keeps the length', () => {
    expect(panned({ from: 80, to: 95 }, 50, limits)).toEqual({ from: 85, to: 100 })
    expect(panned({ from: 5, to: 20 }, -50, limits)).toEqual({ from: 0, to: 15 })
  })

  it('pixels and back', () => {
    const pixels = { from: 68, to: 700 }
    expect(fromPixel(toPixel(12.3, limits, pixels), limits, pixels)).toBeCloseTo(12.3)
  })
})

describe('extent', () => {
  it('of several series, leaving out what is not a number', () => {
    expect(extent([1, Number.NaN, 3], [-2, Number.POSITIVE_INFINITY])).toEqual({ from: -2, to: 3 })
  })

  it('of nothing and of one value still has a length', () => {
    expect(extent([])).toEqual({ from: 0, to: 1 })
    expect(span(extent([-65, -65]))).toBeGreaterThan(0)
  })
})

describe('moving a window', () => {
  const bounds = { whole: limits, least: 5, most: 40 }

  it('an end stops before it passes the other', () => {
    expect(movedWindow({ from: 20, to: 50 }, 'from', 60, bounds)).toEqual({ from: 45, to: 50 })
    expect(movedWindow({ from: 20, to: 50 }, 'to', -60, bounds)).toEqual({ from: 20, to: 25 })
  })

  it('an end stops at the longest window and at the recording', () => {
    expect(movedWindow({ from: 20, to: 50 }, 'from', -60, bounds)).toEqual({ from: 10, to: 50 })
    expect(movedWindow({ from: 80, to: 90 }, 'to', 60, bounds)).toEqual({ from: 80, to: 100 })
  })

  it('the whole keeps its length', () => {
    expect(movedWindow({ from: 20, to: 50 }, 'whole', 90, bounds)).toEqual({ from: 70, to: 100 })
  })

  it('a drawn one is cut to what is allowed', () => {
    expect(allowedWindow({ from: 10, to: 90 }, bounds)).toEqual({ from: 10, to: 50 })
    expect(allowedWindow({ from: 99, to: 100 }, bounds)).toEqual({ from: 95, to: 100 })
  })
})

describe('a window in round numbers', () => {
  const recording = { whole: { from: 0, to: 1999.95 }, least: 0.2, most: Number.POSITIVE_INFINITY }

  it('rounds both ends by what is in view', () => {
    expect(roundWindow({ from: 123.371, to: 318.92 }, recording, 20)).toEqual({ from: 120, to: 320 })
    expect(roundWindow({ from: 10.2371, to: 12.1892 }, recording, 20)).toEqual({ from: 10.2, to: 12.2 })
  })

  it('keeps the ends of the recording', () => {
    expect(roundWindow(recording.whole, recording, 20)).toEqual(recording.whole)
  })

  it('stays round where it may not be so long', () => {
    expect(roundWindow({ from: 123, to: 987 }, { ...recording, most: 199.8 }, 20)).toEqual({
      from: 120,
      to: 310,
    })
  })

  it('is always allowed', () => {
    const time = fc.double({ min: 0, max: 1999.95, noNaN: true })
    fc.assert(
      fc.property(time, time, fc.double({ min: 10, max: 2500, noNaN: true }), (a, b, most) => {
        const limits = { ...recording, most }
        const { from, to } = roundWindow({ from: Math.min(a, b), to: Math.max(a, b) }, limits, 20)
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(1999.95 + 1e-9)
        expect(to - from).toBeGreaterThanOrEqual(limits.least - 1e-9)
        expect(to - from).toBeLessThanOrEqual(most + 1e-9)
      }),
    )
  })
})
