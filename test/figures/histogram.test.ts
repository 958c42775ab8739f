import { describe, expect, it } from 'vitest'
import { histogram, normalDensity } from '../../src-main/figures/density/histogram.ts'
import { createRandom } from '../../src-main/model/random.ts'

describe('histogram', () => {
  it('counts into equal bins and tells apart what lies outside', () => {
    const { edges, density, below, above } = histogram([-9, 0, 0.5, 1, 2, 9], { from: 0, to: 2 }, 2)
    expect(edges).toEqual([0, 1, 2])
    expect(density).toEqual([2 / 6, 2 / 6])
    expect([below, above]).toEqual([1, 1])
  })

  it('of normal values follows the normal curve', () => {
    const random = createRandom(1)
    const values = Float64Array.from({ length: 200_000 }, () => random.normal())
    const { edges, density } = histogram(values, { from: -4, to: 4 }, 32)
    density.forEach((d, i) => {
      expect(Math.abs(d - normalDensity((edges[i] + edges[i + 1]) / 2))).toBeLessThan(0.01)
    })
  })
})
