import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreadLabels } from '../../src-main/figures/drawing/spread-labels.ts'

describe('labels at the lines', () => {
  it('stay where there is room', () => {
    expect(spreadLabels([100, 20, 60], 16, 0, 200)).toEqual([100, 20, 60])
  })

  it('move apart evenly where there is none', () => {
    expect(spreadLabels([50, 50], 16, 0, 200)).toEqual([42, 58])
    expect(spreadLabels([0, 0, 0], 16, 0, 200)).toEqual([0, 16, 32])
  })

  it('never cover each other, keep their order and stay inside', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 6 }),
        (places) => {
          const spread = spreadLabels(places, 16, 0, 200)
          const order = places.map((_, i) => i).sort((a, b) => spread[a] - spread[b])
          for (let k = 1; k < order.length; k++) {
            expect(spread[order[k]] - spread[order[k - 1]]).toBeGreaterThanOrEqual(16 - 1e-9)
            expect(places[order[k]]).toBeGreaterThanOrEqual(places[order[k - 1]])
          }
          for (const y of spread) {
            expect(y).toBeGreaterThanOrEqual(-1e-9)
            expect(y).toBeLessThanOrEqual(200 + 1e-9)
          }
        },
      ),
    )
  })
})
