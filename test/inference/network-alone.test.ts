import { describe, expect, it } from 'vitest'
import { networkMarginals } from '../../src-main/inference/estimate/network-marginals.ts'
import type { Mixture } from '../../src-main/inference/mixture.ts'
import { createProblem } from '../../src-main/inference/problem.ts'
import { centralIntervals } from '../../src-main/inference/statistics/weighted.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { preset } from '../support/priors.ts'
import { mean, sd } from '../support/statistics.ts'

const D = 4
const mixture: Mixture = {
  dimension: D,
  components: 1,
  degrees: Number.POSITIVE_INFINITY,
  weights: Float64Array.of(1),
  means: Float64Array.of(0.2, -0.1, 0.3, 0),
  factors: Float64Array.from({ length: D * D }, (_, i) => (i % (D + 1) === 0 ? 5 : 0)),
}

describe('what a network says by itself', () => {
  const { traces } = createBatchSource(preset, 1)(createRandom(1))
  const problem = createProblem(preset, createSimulator(preset.forward), traces)
  const { marginals, draws } = networkMarginals(preset, problem, mixture, createRandom(2))

  it('is told by a thousand of the draws that it is summarized from', () => {
    expect(draws.map((row) => row.length)).toEqual(new Array(1000).fill(D))
    marginals.forEach((marginal, j) => {
      const own = draws.map((row) => row[j])
      // Five standard errors of a mean and of an sd.
      expect(Math.abs(mean(own) - marginal.mean)).toBeLessThan((5 * marginal.sd) / Math.sqrt(1000))
      expect(Math.abs(sd(own) / marginal.sd - 1)).toBeLessThan(5 / Math.sqrt(2000))
    })
    for (const value of draws.flat()) expect(Number(value.toPrecision(7))).toBe(value)
  })

  it('has central intervals that hold their share of the draws', () => {
    marginals.forEach((marginal, j) => {
      const intervals = centralIntervals(marginal)
      expect(intervals.map(({ share }) => share)).toEqual([0.5, 0.8, 0.9, 0.95])
      for (const { share, from, to } of intervals) {
        const inside = draws.filter((row) => row[j] > from && row[j] < to).length / 1000
        expect(Math.abs(inside - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / 1000))
      }
    })
  })
})
