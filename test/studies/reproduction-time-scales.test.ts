import { describe, expect, it } from 'vitest'
import { prior, testSet } from '../../studies/reproduction/test-set.ts'
import { keptByAverage } from '../../studies/reproduction/time-scales/example.ts'
import { measureReader, type ReaderResult } from '../../studies/reproduction/time-scales/measure.ts'
import { closing, sentencesOf } from '../../studies/reproduction/time-scales/page.ts'
import type { Reader } from '../../studies/reproduction/time-scales/readers.ts'
import { recombined, slowPart, squaredCorrelation } from '../../studies/reproduction/time-scales/split.ts'

describe('slow and fast parts of a trace', () => {
  const traces = Float32Array.from([0, 3, 0, 3, 0, 6, 5, 4, 3, 2])

  it('are a moving average within the trace, and what is left', () => {
    expect(Array.from(slowPart(traces, 5, 3))).toEqual([1.5, 1, 2, 1, 1.5, 5.5, 5, 4, 3, 2.5])
    const whole = recombined(
      traces,
      slowPart(traces, 5, 3),
      5,
      (k) => k,
      (k) => k,
    )
    expect(Array.from(whole)).toEqual(Array.from(traces))
    const mixed = recombined(
      traces,
      slowPart(traces, 5, 3),
      5,
      (k) => k,
      (k) => 1 - k,
    )
    expect(Array.from(mixed.subarray(0, 5))).toEqual([2, 1, 2, 1, 1])
  })

  it('keep of white noise one share in the window, of a neuron almost all', () => {
    const { neuron, noise } = keptByAverage(64)
    expect(neuron).toBeGreaterThan(0.9)
    expect(noise).toBeGreaterThan(0.5)
    expect(noise).toBeLessThan(0.85)
  })

  it('are told by squared correlations', () => {
    expect(squaredCorrelation([1, 2, 3], [-2, -4, -6])).toBeCloseTo(1)
    expect(squaredCorrelation([1, 2, 3], [1, 0, 1])).toBeCloseTo(0)
    expect(squaredCorrelation([1, 1, 1], [1, 0, 1])).toBe(0)
  })
})

describe('which part a network reads', () => {
  const n = 128
  const { points } = prior.grid
  const { traces, truth } = testSet(n)
  /** Tells θ₀ by the slow mean of the trace, σ by its fast differences. */
  const reader: Reader = {
    name: 'Made up',
    hasStatistics: false,
    read: (shown) => {
      const rows = Array.from({ length: n }, (_, k) => shown.subarray(k * points, (k + 1) * points))
      return {
        theta0: rows.map((row) => row.reduce((a, b) => a + b, 0)),
        sigma: rows.map((row) => {
          const squares = row.map((v, i) => (i > 1 ? (v - 2 * row[i - 1] + row[i - 2]) ** 2 : 0)).sort()
          return Math.sqrt(squares[points >> 1])
        }),
      }
    },
  }
  const result = measureReader(reader, traces.slice(), truth)

  it('shows when parts come from different traces', () => {
    const { whole, fastOfDonor, slowOfDonor } = result.told
    expect(fastOfDonor!.theta0.own).toBeCloseTo(whole!.theta0.own, 1)
    expect(slowOfDonor!.theta0.donor).toBeCloseTo(whole!.theta0.own, 1)
    expect(slowOfDonor!.sigma.own).toBeGreaterThan(3 * slowOfDonor!.sigma.donor)
    expect(result.byWindow[0].own.theta0).toBeCloseTo(whole!.theta0.own, 6)
  })

  it('is said in words that follow from the numbers', () => {
    const told = (own: number) => ({ own, donor: 0 })
    const made: ReaderResult = {
      name: 'N',
      r2: { theta0: 0.9, theta1: 0.8, sigma: 0.5, rho: -0.2 },
      told: {
        whole: { theta0: told(0.9), theta1: told(0.8), sigma: told(0.5), rho: told(0.01) },
        fastOfDonor: { theta0: told(0.9), theta1: told(0.4), sigma: told(0.05), rho: told(0) },
        slowOfDonor: { theta0: told(0), theta1: told(0.2), sigma: told(0.5), rho: told(0) },
      },
      byWindow: [],
    }
    const said = sentencesOf(made, prior.parameters).split('\n')
    expect(said[0]).toContain('estimated from the slow part')
    expect(said[1]).toContain('estimated from both parts, more from the slow one')
    expect(said[2]).toContain('estimated from the fast part')
    expect(said[3]).toBe('- ρ: not estimated.')
    const words = closing({ parameters: prior.parameters, results: [made] })
    expect(words).toContain('no network retains more than 0 % (θ₀) and 25 % (θ₁) with only the own fast part')
    expect(words).toContain(
      '- N: estimates the neuron’s parameters (R² θ₀ 0.90 and θ₁ 0.80) and estimates the noise’s parameters only in part (R² σ 0.50 and ρ −0.20).',
    )
  })
})
