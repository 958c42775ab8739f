import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src-main/model/random.ts'
import { medianBelow } from '../../src-main/signal/robust.ts'

/** By its definition: sorted, the middle one or the mean of the middle two. */
function sortedMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

describe('the median below a level', () => {
  it.each([1, 2, 7, 100, 101])('is that of the sorted values, of %i with ties and missing ones', (n) => {
    const random = createRandom(n)
    const x = Float64Array.from({ length: n + 4 }, (_, i) =>
      i % 9 === 5 ? Number.NaN : Math.round(10 * random.normal()) / 10,
    )
    const given = x.slice()
    for (const level of [0.3, 10]) {
      const below = [...x.subarray(2, n + 2)].filter((v) => v < level)
      const expected = below.length === 0 ? Number.NaN : sortedMedian(below)
      expect(medianBelow(x, 2, n + 2, level)).toBeCloseTo(expected, 12)
    }
    expect(x).toEqual(given)
  })

  it('is NaN where nothing is below', () => {
    expect(medianBelow([1, 2, 3], 0, 3, 1)).toBeNaN()
    expect(medianBelow([1, 2, 3], 1, 1, 5)).toBeNaN()
  })
})
