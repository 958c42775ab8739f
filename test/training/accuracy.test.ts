import { describe, expect, it } from 'vitest'
import { Evaluation } from '../../src-main/contract/models.ts'
import { accuracyOf, describeAccuracy } from '../../src-main/training/accuracy.ts'

describe('how well estimates follow the truth', () => {
  it('is the share of the variance that they explain, and their root mean square error', () => {
    expect(accuracyOf([1, 2, 3], [1, 2, 3])).toEqual({ r2: 1, rmse: 0 })
    // The mean alone explains nothing.
    expect(accuracyOf([1, 2, 3], [2, 2, 2])).toEqual({ r2: 0, rmse: Math.sqrt(2 / 3) })
  })

  it('fits on a card whatever a network that has hardly learned says', () => {
    for (const wild of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1e300]) {
      const found = describeAccuracy({ period: { truth: [9, 10, 11], estimate: [9, wild, 11] } })
      const said = { traces: 3, seed: 1, coverage90: null, medianEssFraction: 0, ...found }
      expect(Evaluation.parse(said).r2.period).toBe(-1000)
    }
  })
})
