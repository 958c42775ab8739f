import { describe, expect, it } from 'vitest'
import { paretoK } from '../../src-main/inference/importance/pareto-k.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { mean, sd } from '../support/statistics.ts'

/** Logarithms of generalized Pareto weights of shape k. */
function paretoLogWeights(n: number, k: number, seed: number): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length: n }, () => Math.log((random.uniform() ** -k - 1) / k))
}

describe('Pareto k̂', () => {
  // 3 √n = 300 tail weights: the shape's error is (1 + k)/√300, 0.07 to 0.13 for one sample, and the prior pulls it
  // by 10/310 of its distance from 0.5. The mean of 30 samples knows it to 0.025.
  it.each([0.2, 0.5, 0.8, 1.2])('finds the tail index %f of generalized Pareto weights', (k) => {
    const n = 10_000
    const found = Array.from({ length: 30 }, (_, seed) => paretoK(paretoLogWeights(n, k, seed)))
    const pulled = k + ((0.5 - k) * 10) / 310
    expect(Math.abs(mean(found) - pulled)).toBeLessThan(0.05 + 0.03 * k)
    expect(sd(found)).toBeLessThan((1.5 * (1 + k)) / Math.sqrt(300))
  })

  it('finds the index of the ratio of two normals', () => {
    // Target N(0, 1), proposal N(0, τ²) with τ < 1: the weight w ∝ exp(x² (1/τ² − 1)/2) has P(w > t) ~ t^{−1/k} with
    // k = 1 − τ²; 0.64 for τ = 0.6, up to slowly varying factors.
    const tau = 0.6
    const random = createRandom(5)
    const logWeights = Float64Array.from({ length: 40_000 }, () => {
      const x = tau * random.normal()
      return -0.5 * x * x + (0.5 * x * x) / tau ** 2
    })
    expect(Math.abs(paretoK(logWeights) - 0.64)).toBeLessThan(0.2)
  })

  it('is low where the proposal has the heavier tails', () => {
    const random = createRandom(6)
    const logWeights = Float64Array.from({ length: 10_000 }, () => {
      const x = 1.5 * random.normal()
      return -0.5 * x * x + (0.5 * x * x) / 1.5 ** 2
    })
    expect(paretoK(logWeights)).toBeLessThan(0.1)
  })

  it('does not depend on a factor of the weights, nor on draws that have none', () => {
    const w = paretoLogWeights(4000, 0.6, 1)
    expect(paretoK(w.map((v) => v + 700))).toBeCloseTo(paretoK(w), 9)
    const half = w.map((v, i) => (i % 2 ? v : Number.NEGATIVE_INFINITY))
    expect(Number.isFinite(paretoK(half))).toBe(true)
  })

  it('looks at the largest 3 √n weights, or a fifth of a few, and at nothing below', () => {
    for (const [n, tail] of [
      [10_000, 300],
      [100, 20],
    ]) {
      const w = paretoLogWeights(n, 0.7, 3).sort()
      // Below the weight that the tail's excesses are taken over.
      const below = w.map((v, i) => (i < n - tail - 1 ? v - 2 : v))
      expect(paretoK(below)).toBe(paretoK(w))
      const within = w.map((v, i) => (i < n - tail ? v - 2 : v))
      expect(paretoK(within)).not.toBe(paretoK(w))
    }
  })

  it('takes weights in any order, and leaves them there', () => {
    const w = paretoLogWeights(2000, 0.7, 2)
    const copy = w.slice()
    expect(paretoK(w.slice().reverse())).toBe(paretoK(w))
    expect(w).toEqual(copy)
  })

  it('says −∞ for equal weights and +∞ for too few', () => {
    expect(paretoK(new Float64Array(1000).fill(-3))).toBe(Number.NEGATIVE_INFINITY)
    expect(paretoK(new Float64Array(10).fill(-3))).toBe(Number.POSITIVE_INFINITY)
  })

  it('is high where one weight is all there is', () => {
    const w = new Float64Array(1000).fill(-1000)
    w[17] = 0
    expect(paretoK(w)).toBeGreaterThan(0.7)
    const alone = new Float64Array(1000).fill(Number.NEGATIVE_INFINITY)
    alone[17] = 0
    expect(paretoK(alone)).toBeGreaterThan(0.7)
  })
})
