import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastDistance, rowMarks } from '../../src-main/figures/drawing/row-marks.ts'

describe('a row of spikes', () => {
  it('has a tick for each where they stand apart', () => {
    expect(rowMarks([10, 20, 30])).toEqual({ ticks: [10, 20, 30], crowds: [] })
    expect(rowMarks([])).toEqual({ ticks: [], crowds: [] })
  })

  it('counts a burst whose ticks would merge', () => {
    const { ticks, crowds } = rowMarks([10, 50, 51, 52, 53.5, 90])
    expect(ticks).toEqual([10, 90])
    expect(crowds).toHaveLength(1)
    expect(crowds[0].count).toBe(4)
  })

  it('never merges ticks, and loses no spike', () => {
    const places = fc
      .array(fc.double({ min: 68, max: 700, noNaN: true }), { maxLength: 400 })
      .map((some) => some.sort((a, b) => a - b))
    fc.assert(
      fc.property(places, (all) => {
        const { ticks, crowds } = rowMarks(all)
        for (let i = 1; i < ticks.length; i++) {
          expect(ticks[i] - ticks[i - 1]).toBeGreaterThanOrEqual(leastDistance)
        }
        const counted = crowds.reduce((sum, { bars }) => sum + bars.reduce((a, b) => a + b, 0), 0)
        expect(ticks.length + counted).toBe(all.length)
        for (const { from, to, count, bars } of crowds) {
          expect(bars.reduce((a, b) => a + b, 0)).toBe(count)
          const inside = all.filter((place) => place >= from && place <= to)
          expect(inside.length).toBeGreaterThanOrEqual(count)
        }
      }),
    )
  })
})
