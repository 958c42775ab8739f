import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TruncatedNormal } from '../../../src-main/contract/priors.ts'
import { erfc, normalCdf } from '../../../src-main/model/prior/distributions/normal-probability.ts'
import {
  sampleTruncatedNormal,
  truncatedNormalCdf,
  truncatedNormalLogDensity,
  truncatedNormalMoments,
  truncatedNormalQuantile,
} from '../../../src-main/model/prior/distributions/truncated-normal.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { integrate, ksProbability, mean } from '../../support/statistics.ts'

const of = (mean: number, sd: number, lower: number, upper: number): TruncatedNormal => ({
  kind: 'truncatedNormal',
  mean,
  sd,
  lower,
  upper,
})

/** Priors as people write them: limits from well outside the bell to one end of it. */
const anyPrior = fc
  .record({
    mean: fc.double({ min: -3, max: 3, noNaN: true }),
    sd: fc.double({ min: 0.1, max: 2, noNaN: true }),
    from: fc.double({ min: -6, max: 6, noNaN: true }),
    width: fc.double({ min: 0.2, max: 8, noNaN: true }),
  })
  .map(({ mean, sd, from, width }) => of(mean, sd, mean + sd * from, mean + sd * (from + width)))

const examples: [string, TruncatedNormal][] = [
  ['inside', of(0.4, 0.3, -0.2, 1)],
  ['cut on one side', of(0, 1, 0.5, 8)],
  ['almost flat', of(0, 100, -1, 2)],
  ['far in the upper tail', of(0, 1, 9, 11)],
  ['far in the lower tail', of(0, 1, -11, -9)],
  ['beyond where a double tells 1 from the distribution function', of(0, 1, 30, 40)],
]

describe('erfc', () => {
  // Wolfram’s and A&S table 7.1 values, to 16 digits.
  it.each([
    [0, 1],
    [0.5, 0.4795001221869535],
    [1, 0.1572992070502851],
    [2, 0.004677734981047266],
    [2.4, 0.0006885138966450789],
    [2.5, 0.0004069520174449589],
    [3, 0.00002209049699858544],
    [5, 1.5374597944280349e-12],
    [10, 2.088487583762545e-45],
    [26, 5.663192408856143e-296],
    [-1, 1.842700792949715],
  ])('of %f is %f to 13 digits', (x, value) => {
    expect(Math.abs(erfc(x) - value)).toBeLessThanOrEqual(1e-13 * value)
  })

  it('mirrors, and falls', () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 26, noNaN: true }), (x) => {
        expect(erfc(x) + erfc(-x)).toBeCloseTo(2, 14)
        expect(erfc(x + 1e-3)).toBeLessThanOrEqual(erfc(x))
      }),
      { seed: 1 },
    )
  })
})

describe.each(examples)('a truncated normal %s', (_, d) => {
  const density = (x: number): number => Math.exp(truncatedNormalLogDensity(d, x))
  // The density jumps to 0 at the limits; Simpson's rule must not step on them.
  const inset = 1e-11 * (d.upper - d.lower)
  const expectation = (f: (x: number) => number): number =>
    integrate((x) => f(x) * density(x), d.lower + inset, d.upper - inset, 20_000)

  it('has a density that integrates to 1', () => {
    expect(expectation(() => 1)).toBeCloseTo(1, 7)
  })

  it('has the moments of its density', () => {
    const { mean, sd } = truncatedNormalMoments(d)
    const exact = expectation((x) => x)
    // Quadrature error 1e-8 and the strips left out, 2e-11 of the width.
    expect(mean).toBeCloseTo(exact, 6)
    expect(sd).toBeCloseTo(Math.sqrt(expectation((x) => (x - exact) ** 2)), 6)
  })

  it('has a quantile that undoes its distribution function', () => {
    for (const p of [1e-6, 0.01, 0.05, 0.5, 0.77, 0.95, 1 - 1e-6]) {
      const x = truncatedNormalQuantile(d, p)
      expect(truncatedNormalCdf(d, x)).toBeCloseTo(p, 11)
      expect(x).toBeGreaterThan(d.lower)
      expect(x).toBeLessThan(d.upper)
    }
  })

  it('is drawn from within its limits, by its own distribution', () => {
    const random = createRandom(31)
    const n = 800
    const x = Float64Array.from({ length: n }, () => sampleTruncatedNormal(d, random))
    expect(x.every((v) => v > d.lower && v < d.upper)).toBe(true)
    expect(ksProbability(x, (v) => truncatedNormalCdf(d, v))).toBeGreaterThan(1e-4)
    const { mean: centre, sd } = truncatedNormalMoments(d)
    expect(Math.abs(mean(x) - centre)).toBeLessThan((4.5 * sd) / Math.sqrt(n))
  })
})

describe('any truncated normal', () => {
  it('has a distribution function that rises from 0 to 1 with its density as slope', () => {
    fc.assert(
      fc.property(anyPrior, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (d, share) => {
        const x = d.lower + share * (d.upper - d.lower)
        const h = 1e-5 * (d.upper - d.lower)
        const slope = (truncatedNormalCdf(d, x + h) - truncatedNormalCdf(d, x - h)) / (2 * h)
        const density = Math.exp(truncatedNormalLogDensity(d, x))
        // Central differences: h² f″/6, below 1e-7 of the largest density; rounding 1e-16/h.
        expect(Math.abs(slope - density)).toBeLessThan(1e-5 * (density + 1 / (d.upper - d.lower)))
        expect(truncatedNormalCdf(d, d.lower)).toBe(0)
        expect(truncatedNormalCdf(d, d.upper)).toBe(1)
      }),
      { seed: 2 },
    )
  })

  it('has density 0 at and beyond its limits', () => {
    fc.assert(
      fc.property(anyPrior, fc.double({ min: 0, max: 5, noNaN: true }), (d, away) => {
        expect(truncatedNormalLogDensity(d, d.lower - away)).toBe(Number.NEGATIVE_INFINITY)
        expect(truncatedNormalLogDensity(d, d.upper + away)).toBe(Number.NEGATIVE_INFINITY)
        expect(truncatedNormalLogDensity(d, Number.NaN)).toBe(Number.NEGATIVE_INFINITY)
      }),
      { seed: 3 },
    )
  })

  it('becomes the uniform distribution where the normal is flat', () => {
    for (const sd of [1e3, 1e6, 1e12]) {
      const d = of(5, sd, 2, 4)
      expect(Math.exp(truncatedNormalLogDensity(d, 3))).toBeCloseTo(0.5, 5)
      expect(truncatedNormalQuantile(d, 0.25)).toBeCloseTo(2.5, 5)
      expect(truncatedNormalMoments(d).mean).toBeCloseTo(3, 4)
      expect(truncatedNormalMoments(d).sd).toBeCloseTo(2 / Math.sqrt(12), 5)
    }
  })

  it('becomes the normal where the limits are far', () => {
    const d = of(1, 2, -40, 40)
    expect(truncatedNormalMoments(d).mean).toBeCloseTo(1, 9)
    expect(truncatedNormalMoments(d).sd).toBeCloseTo(2, 7)
    expect(truncatedNormalQuantile(d, normalCdf(1.5))).toBeCloseTo(4, 9)
  })
})
