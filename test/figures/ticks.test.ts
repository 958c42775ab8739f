import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  niceStep,
  niceTicks,
  powerTicks,
  tickDecimals,
  tickText,
} from '../../src-main/figures/scale/ticks.ts'

describe('ticks', () => {
  it('are round numbers', () => {
    expect(niceTicks({ from: 0, to: 200 }, 10)).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200])
    expect(niceTicks({ from: -0.13, to: 0.32 }, 4)).toEqual([-0.1, 0, 0.1, 0.2, 0.3])
  })

  it('have no dust of binary fractions', () => {
    expect(niceTicks({ from: 0, to: 0.7 }, 7)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
  })

  it('are as exact at a far place as near zero', () => {
    expect(niceTicks({ from: 86_400_000.1, to: 86_400_000.5 }, 4)).toEqual([
      86_400_000.1, 86_400_000.2, 86_400_000.3, 86_400_000.4, 86_400_000.5,
    ])
  })

  it('are inside the range, at least one, and not many more than asked for', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    const length = fc.double({ min: 1e-3, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(value, length, fc.integer({ min: 2, max: 20 }), (from, by, count) => {
        const ticks = niceTicks({ from, to: from + by }, count)
        expect(ticks.length).toBeGreaterThanOrEqual(1)
        expect(ticks.length).toBeLessThanOrEqual(1.5 * count + 2)
        const slack = 1e-6 * by + 1e-9 * Math.abs(from)
        for (const t of ticks) {
          expect(t).toBeGreaterThanOrEqual(from - slack)
          expect(t).toBeLessThanOrEqual(from + by + slack)
        }
      }),
    )
  })

  it('of a logarithmic axis are round numbers too, fewer where there is less room', () => {
    const numbers = (from: number, to: number, count: number) =>
      powerTicks({ from: Math.log10(from), to: Math.log10(to) }, count).map((x) =>
        Number((10 ** x).toPrecision(9)),
      )
    expect(numbers(3, 30, 12)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 20, 30])
    expect(numbers(3, 1500, 9)).toEqual([5, 10, 20, 50, 100, 200, 500, 1000])
    expect(numbers(3, 1500, 6)).toEqual([3, 10, 30, 100, 300, 1000])
    expect(numbers(3, 1500, 4)).toEqual([10, 100, 1000])
    expect(numbers(8.2, 8.9, 4)).toEqual([8.2, 8.4, 8.6, 8.8])
  })

  it('of an empty or broken range do not hang', () => {
    expect(niceStep(0, 5)).toBe(1)
    expect(niceTicks({ from: Number.NaN, to: 1 }, 5)).toEqual([])
  })

  it('show the decimals that tell them apart, and a true minus sign', () => {
    expect(tickDecimals(0.05)).toBe(2)
    expect(tickDecimals(20)).toBe(0)
    expect(tickText(-0.1, 0.05)).toBe('−0.10')
    expect(tickText(-0, 1)).toBe('0')
  })
})
