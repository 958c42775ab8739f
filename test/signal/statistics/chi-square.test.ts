import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addNoise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { erfc } from '../../../src-main/model/prior/distributions/normal-probability.ts'
import { createRandom, type Random } from '../../../src-main/model/random.ts'
import { autocorrelation } from '../../../src-main/signal/statistics/autocorrelation.ts'
import { ljungBox } from '../../../src-main/signal/statistics/autocorrelation-tests.ts'
import { chiSquareSurvival } from '../../../src-main/signal/statistics/chi-square.ts'
import {
  average,
  countPresent,
  excessKurtosis,
  variance,
} from '../../../src-main/signal/statistics/moments.ts'
import { ksProbability, mean, sd } from '../../support/statistics.ts'

describe('the survival function of χ²', () => {
  it('is exp(−x/2) for two degrees and erfc √(x/2) for one', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 200, noNaN: true }), (x) => {
        expect(chiSquareSurvival(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 10)
        expect(chiSquareSurvival(x, 1) / erfc(Math.sqrt(x / 2))).toBeCloseTo(1, 9)
      }),
      { seed: 1 },
    )
  })

  it('is a finite sum for any even number of degrees', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0.01, max: 120, noNaN: true }),
        (half, x) => {
          let term = Math.exp(-x / 2)
          let sum = term
          for (let i = 1; i < half; i++) {
            term *= x / 2 / i
            sum += term
          }
          expect(chiSquareSurvival(x, 2 * half)).toBeCloseTo(sum, 12)
        },
      ),
      { seed: 2 },
    )
  })

  it('has the values of the tables at 5 %, 1 % and 0.1 %', () => {
    expect(chiSquareSurvival(30.14352720564616, 19)).toBeCloseTo(0.05, 10)
    expect(chiSquareSurvival(36.19086912927005, 19)).toBeCloseTo(0.01, 10)
    expect(chiSquareSurvival(43.82019596451753, 19)).toBeCloseTo(0.001, 10)
  })

  it('is 1 at and below 0, 0 far out', () => {
    expect(chiSquareSurvival(0, 5)).toBe(1)
    expect(chiSquareSurvival(-1, 5)).toBe(1)
    expect(chiSquareSurvival(1e5, 5)).toBe(0)
  })
})

const white = (n: number, random: Random): Float64Array => Float64Array.from({ length: n }, random.normal)

describe('autocorrelation', () => {
  it('is the definition, about the mean or about 0', () => {
    const x = [1, 3, 2, 6, 4]
    // Deviations −2.2, −0.2, −1.2, 2.8, 0.8: Σ d² = 14.8, Σ dᵢ dᵢ₋₁ = −0.44+... added up by hand: −0.44·−1 etc.
    const d = x.map((v) => v - 3.2)
    const square = d.reduce((s, v) => s + v * v, 0)
    const expected = [0, 1, 2].map((k) => d.reduce((s, v, i) => (i < k ? s : s + v * d[i - k]), 0) / square)
    autocorrelation(x, 2).forEach((r, k) => {
      expect(r).toBeCloseTo(expected[k], 12)
    })
    expect(autocorrelation(x, 1, 0)[1]).toBeCloseTo((3 + 6 + 12 + 24) / (1 + 9 + 4 + 36 + 16), 12)
  })

  it('ends with the series, and is 0 for a constant', () => {
    expect(autocorrelation([1, 2, 4], 10)).toHaveLength(3)
    expect(autocorrelation([2, 2, 2, 2], 2)).toEqual([1, 0, 0])
  })

  it('of AR(1) noise is ρᵏ', () => {
    const n = 100_000
    const x = new Float64Array(n)
    addNoise(x, 0, n, 1, 0.8, createRandom(4))
    // Bartlett's error at ρ = 0.8 is at most √((1+ρ²)/(1−ρ²)/n) = 0.007.
    autocorrelation(x, 10).forEach((r, k) => {
      expect(Math.abs(r - 0.8 ** k)).toBeLessThan(4 * 0.007)
    })
  })
})

describe('the Ljung–Box test', () => {
  const runs = 1500
  const n = 1000
  const probabilities = (make: (random: Random) => Float64Array, fitted: number): number[] => {
    const random = createRandom(12)
    return Array.from({ length: runs }, () => ljungBox(autocorrelation(make(random), 20), n, fitted))
  }

  it('gives uniform probabilities for white noise', () => {
    const p = probabilities((random) => white(n, random), 0)
    expect(ksProbability(p, (v) => v)).toBeGreaterThan(1e-3)
  })

  it('gives uniform probabilities for AR(1) noise whitened by its fitted ρ, counted as one parameter', () => {
    const p = probabilities((random) => {
      const x = new Float64Array(n)
      addNoise(x, 0, n, 1, 0.8, random)
      const [, rho] = autocorrelation(x, 1)
      return x.map((v, i) => (i === 0 ? v * Math.sqrt(1 - rho * rho) : v - rho * x[i - 1]))
    }, 1)
    expect(ksProbability(p, (v) => v)).toBeGreaterThan(1e-3)
    // Not counted, they would average 0.06 more.
    expect(Math.abs(mean(p) - 0.5)).toBeLessThan((4.5 * Math.sqrt(1 / 12)) / Math.sqrt(runs))
  })

  it('gives small ones where neighbours are correlated a little', () => {
    // ρ = 0.15: n ρ² = 22 above a χ² of mean 20, sd 6.3.
    const p = probabilities((random) => {
      const x = new Float64Array(n)
      addNoise(x, 0, n, 1, 0.15, random)
      return x
    }, 0)
    expect(p.filter((v) => v < 0.05).length / runs).toBeGreaterThan(0.7)
  })

  it('is sure of strong correlation', () => {
    const x = new Float64Array(n)
    addNoise(x, 0, n, 1, 0.8, createRandom(1))
    expect(ljungBox(autocorrelation(x, 20), n, 0)).toBeLessThan(1e-12)
  })
})

describe('excess kurtosis', () => {
  const n = 100_000

  it('is 0 for normal numbers, with the spread that is claimed', () => {
    const random = createRandom(3)
    const values = Array.from({ length: 400 }, () => excessKurtosis(white(1000, random)))
    // Claimed sd √(24/1000) = 0.155; 400 values tell it to 5 % (a little more: its own distribution has a tail).
    expect(Math.abs(sd(values) / Math.sqrt(24 / 1000) - 1)).toBeLessThan(0.2)
    // A known bias of −6/n.
    expect(Math.abs(mean(values) + 0.006)).toBeLessThan((4 * 0.155) / 20)
  })

  it('is −1.2 for uniform and 3 for Laplace numbers, whatever their place and scale', () => {
    const random = createRandom(5)
    const uniform = Float64Array.from({ length: n }, () => 7 + 3 * random.uniform())
    const laplace = Float64Array.from({ length: n }, () => Math.log(random.uniform() / random.uniform()) - 4)
    expect(excessKurtosis(uniform)).toBeCloseTo(-1.2, 1)
    // The eighth moment makes this one noisy: sd about √(μ₈/μ₂⁴ …/n) = 0.15.
    expect(Math.abs(excessKurtosis(laplace) - 3)).toBeLessThan(0.5)
  })

  it('is 0 for a constant', () => {
    expect(excessKurtosis([4, 4, 4])).toBe(0)
  })
})

describe('moments and correlations of a series with gaps', () => {
  it('are those of what is there', () => {
    const x = [1, Number.NaN, 2, 6, Number.NaN]
    expect(average([1, 2, 6])).toBe(3)
    expect([countPresent(x), average(x), variance(x)]).toEqual([3, 3, 14 / 3])
    expect(excessKurtosis(x)).toBe(excessKurtosis([1, 2, 6]))
  })

  it('err on the side of no correlation', () => {
    const n = 20_000
    const x = new Float64Array(n)
    addNoise(x, 0, n, 1, 0.8, createRandom(4))
    const gappy = x.map((v, i) => (i % 10 === 0 ? Number.NaN : v))
    // Of ten pairs of neighbours two have a missing one; of what is there, nine in ten: 0.8 · 0.8/0.9.
    expect(autocorrelation(gappy, 1)[1]).toBeCloseTo((0.8 * 0.8) / 0.9, 1)
  })
})
