import { describe, expect, it } from 'vitest'
import type { FreeDistribution } from '../../../src-main/contract/priors.ts'
import { createDistribution } from '../../../src-main/model/prior/distributions/create-distribution.ts'
import { normalCdf } from '../../../src-main/model/prior/distributions/normal-probability.ts'
import { truncatedNormalCdf } from '../../../src-main/model/prior/distributions/truncated-normal.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { integrate, ksProbability, mean, sd } from '../../support/statistics.ts'

const examples: FreeDistribution[] = [
  { kind: 'truncatedNormal', mean: 0.4, sd: 0.3, lower: -0.2, upper: 1 },
  { kind: 'truncatedNormal', mean: -2, sd: 0.5, lower: -1.5, upper: 3 },
  { kind: 'normal', mean: 0.4, sd: 0.3 },
  { kind: 'normal', mean: -70, sd: 0.01 },
  { kind: 'uniform', lower: -0.6, upper: 1.4 },
  { kind: 'uniform', lower: 20, upper: 20.5 },
  { kind: 'logUniform', lower: 0.01, upper: 10 },
  { kind: 'logUniform', lower: 2, upper: 2.02 },
  { kind: 'logNormal', median: 15, logSd: 1 },
  { kind: 'logNormal', median: 0.4, logSd: 0.05 },
]

/** Written out here, apart from the program's quantiles. */
function cdf(d: FreeDistribution, x: number): number {
  switch (d.kind) {
    case 'truncatedNormal':
      return truncatedNormalCdf(d, x)
    case 'normal':
      return normalCdf((x - d.mean) / d.sd)
    case 'uniform':
      return (x - d.lower) / (d.upper - d.lower)
    case 'logUniform':
      return Math.log(x / d.lower) / Math.log(d.upper / d.lower)
    case 'logNormal':
      return normalCdf(Math.log(x / d.median) / d.logSd)
  }
}

describe.each(examples)('%o', (d) => {
  const distribution = createDistribution(d)
  const limited = Number.isFinite(distribution.lower)
  const logarithmic = d.kind === 'logUniform' || d.kind === 'logNormal'
  const inset = 1e-11 * (distribution.shown.upper - distribution.shown.lower)
  const [from, to] =
    d.kind === 'logNormal'
      ? [d.median * Math.exp(-12 * d.logSd), d.median * Math.exp(12 * d.logSd)]
      : limited
        ? [distribution.lower + inset, distribution.upper - inset]
        : [distribution.mean - 12 * distribution.sd, distribution.mean + 12 * distribution.sd]
  /** ∫ f p dx, in the logarithm where the distribution spans decades. */
  const expectation = (f: (x: number) => number): number =>
    logarithmic
      ? integrate(
          (t) => f(Math.exp(t)) * Math.exp(distribution.logDensity(Math.exp(t)) + t),
          Math.log(from),
          Math.log(to),
          2000,
        )
      : integrate((x) => f(x) * Math.exp(distribution.logDensity(x)), from, to, 20_000)

  it('has a density that integrates to 1, and its moments', () => {
    expect(expectation(() => 1)).toBeCloseTo(1, 7)
    const centre = expectation((x) => x)
    // Simpson's rule and the strips left out at the limits: 1e-8 of the values.
    expect(Math.abs(distribution.mean - centre)).toBeLessThan(1e-7 * (1 + Math.abs(centre)))
    const spread = Math.sqrt(expectation((x) => (x - distribution.mean) ** 2))
    expect(distribution.sd / spread).toBeCloseTo(1, 6)
  })

  it('has density 0 outside its limits', () => {
    if (limited) {
      for (const x of [
        distribution.lower,
        distribution.lower - 1,
        distribution.upper,
        distribution.upper + 1,
        Number.NaN,
      ]) {
        expect(distribution.logDensity(x)).toBe(Number.NEGATIVE_INFINITY)
      }
    } else expect(distribution.logDensity(distribution.mean + 30 * distribution.sd)).toBeLessThan(-400)
  })

  it('has quantiles that undo its distribution function', () => {
    for (const p of [1e-4, 0.05, 0.3, 0.5, 0.95, 0.9999]) {
      expect(cdf(d, distribution.quantile(p))).toBeCloseTo(p, 10)
    }
  })

  it('is drawn by its own distribution', () => {
    const random = createRandom(5)
    const n = 4000
    const x = Float64Array.from({ length: n }, () => distribution.sample(random))
    expect(x.every((v) => v > distribution.lower && v < distribution.upper)).toBe(true)
    expect(ksProbability(x, (v) => cdf(d, v))).toBeGreaterThan(1e-4)
    expect(Math.abs(mean(x) - distribution.mean)).toBeLessThan((4.5 * distribution.sd) / Math.sqrt(n))
    expect(Math.abs(sd(x) / distribution.sd - 1)).toBeLessThan(0.06)
  })

  it('is drawn over a range that holds nearly all of it', () => {
    const { lower, upper } = distribution.shown
    expect(Number.isFinite(upper - lower)).toBe(true)
    // The tail of a log-normal is long, and hardly anything is seen of it.
    expect(cdf(d, upper) - cdf(d, lower)).toBeGreaterThan(d.kind === 'logNormal' ? 0.98 : 0.9999)
  })

  it('comes back from its unbounded coordinate, which rises', () => {
    let previous = Number.NEGATIVE_INFINITY
    for (const p of [0.001, 0.02, 0.2, 0.5, 0.8, 0.98, 0.999]) {
      const x = distribution.quantile(p)
      const z = distribution.toUnbounded(x)
      expect(z).toBeGreaterThan(previous)
      expect(Math.abs(distribution.fromUnbounded(z) - x)).toBeLessThanOrEqual(
        1e-12 * Math.max(1, Math.abs(x)),
      )
      previous = z
    }
  })

  it('has the Jacobian that finite differences give', () => {
    for (const z of [-6, -2, -0.5, 0, 0.7, 3, 6]) {
      const h = 1e-3
      const slope = (distribution.fromUnbounded(z + h) - distribution.fromUnbounded(z - h)) / (2 * h)
      // h²/6 of the third derivative, at most the first times the square of the distribution's logarithmic width; the difference
      // of two near values of size 70 has lost digits.
      expect(Math.abs(distribution.logJacobian(z) - Math.log(slope))).toBeLessThan(2e-5)
    }
  })

  it('gives a density over z that integrates to 1', () => {
    const density = (z: number): number =>
      Math.exp(distribution.logDensity(distribution.fromUnbounded(z)) + distribution.logJacobian(z))
    expect(integrate(density, -25, 25, 20_000)).toBeCloseTo(1, 6)
  })
})
