import { describe, expect, it } from 'vitest'
import type { SweepPrior } from '../../../src-main/contract/groups.ts'
import { scaleMap } from '../../../src-main/inference/groups/effect-scale.ts'
import { priorOnScale } from '../../../src-main/inference/groups/prior-on-scale.ts'
import { sliceStep } from '../../../src-main/inference/groups/slice.ts'
import { sweepLikelihood } from '../../../src-main/inference/groups/sweep-likelihood.ts'
import { createDistribution } from '../../../src-main/model/prior/distributions/create-distribution.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { average, variance } from '../../../src-main/signal/statistics/moments.ts'

/** A prior as reports have it. */
function curveOf(d: Parameters<typeof createDistribution>[0]): SweepPrior {
  const prior = createDistribution(d)
  const { lower, upper } = prior
  const x = Array.from({ length: 128 }, (_, i) => lower + ((upper - lower) * (i + 0.5)) / 128)
  return { lower, upper, density: { x, y: x.map((v) => Math.exp(prior.logDensity(v))) } }
}

const uniform = curveOf({ kind: 'uniform', lower: -1, upper: 1 })
const difference = scaleMap('difference')

/** Draws of a normal that lie within limits. */
function cutNormal(
  mean: number,
  sd: number,
  [from, to]: [number, number],
  n: number,
  seed: number,
): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length: n }, () => {
    for (;;) {
      const x = mean + sd * random.normal()
      if (x > from && x < to) return x
    }
  })
}

describe('the prior on the scale of the effect', () => {
  it.each([
    [{ kind: 'truncatedNormal', mean: 0.07, sd: 0.01, lower: 0.04, upper: 0.1 } as const, 0.05, 0.09],
    [{ kind: 'logUniform', lower: 0.005, upper: 0.1 } as const, 0.006, 0.09],
    [{ kind: 'logNormal', median: 15, logSd: 1 } as const, 3, 60],
  ])('has the slope of the logarithm of %o times its Jacobian', (d, a, b) => {
    const exact = createDistribution(d)
    const found = priorOnScale(curveOf2(d), scaleMap('ratio'))
    const wanted = exact.logDensity(b) + Math.log(b) - exact.logDensity(a) - Math.log(a)
    // The curve has 128 points: the error of linear interpolation.
    expect(found.logDensity(Math.log(b)) - found.logDensity(Math.log(a))).toBeCloseTo(wanted, 1)
  })

  it('is nothing beyond its limits', () => {
    const found = priorOnScale(uniform, difference)
    expect(found.logDensity(1.001)).toBe(Number.NEGATIVE_INFINITY)
    expect(found.sd).toBeCloseTo(2 / Math.sqrt(12), 2)
  })
})

/** Of a prior without an upper limit, as far as a report draws it. */
function curveOf2(d: Parameters<typeof createDistribution>[0]): SweepPrior {
  const prior = createDistribution(d)
  const { lower, upper } = prior.shown
  const x = Array.from({ length: 128 }, (_, i) => lower + ((upper - lower) * (i + 0.5)) / 128)
  return { lower, upper, density: { x, y: x.map((v) => Math.exp(prior.logDensity(v))) } }
}

describe('the likelihood of a sweep', () => {
  it('has the prior divided out', () => {
    // Normal prior (0.4, 0.3) times normal likelihood (0.7, 0.3): posterior (0.55, 0.3/√2).
    const prior = curveOf({ kind: 'truncatedNormal', mean: 0.4, sd: 0.3, lower: -2, upper: 3 })
    const draws = cutNormal(0.55, 0.3 / Math.SQRT2, [-2, 3], 20_000, 1)
    const { means, variances } = sweepLikelihood(draws, priorOnScale(prior, difference))
    expect(means).toHaveLength(1)
    // The mean's error is that of the draws, 0.0015, times 2; four of them.
    expect(Math.abs(means[0] - 0.7)).toBeLessThan(0.012)
    expect(Math.sqrt(variances[0])).toBeCloseTo(0.3, 1)
  })

  it('is not taken for narrow where a limit cuts the posterior off', () => {
    // Likelihood (0.95, 0.2) under a uniform prior up to 1.
    const draws = cutNormal(0.95, 0.2, [-1, 1], 20_000, 2)
    expect(Math.sqrt(variance(draws))).toBeLessThan(0.14)
    const { means, variances, weights } = sweepLikelihood(draws, priorOnScale(uniform, difference))
    const main = weights.indexOf(Math.max(...weights))
    expect(means[main]).toBeGreaterThan(0.9)
    expect(means[main]).toBeLessThan(1)
    expect(Math.sqrt(variances[main])).toBeGreaterThan(0.18)
    expect(Math.sqrt(variances[main])).toBeLessThan(0.22)
  })

  it('says nothing where the posterior is the prior', () => {
    const random = createRandom(3)
    const draws = Float64Array.from({ length: 4000 }, () => 2 * random.uniform() - 1)
    const { variances } = sweepLikelihood(draws, priorOnScale(uniform, difference))
    // A likelihood of sd 1.5 changes over these limits by a factor of e^0.22.
    expect(Math.sqrt(Math.min(...variances))).toBeGreaterThan(1.5)
  })

  it('follows a skewed posterior', () => {
    // ln of a sum of squares of five normals, under a flat prior.
    const random = createRandom(4)
    const draws = Float64Array.from({ length: 4000 }, () => {
      let sum = 0
      for (let i = 0; i < 5; i++) sum += random.normal() ** 2
      return Math.log(sum) / 8
    })
    const { weights, means, variances } = sweepLikelihood(draws, priorOnScale(uniform, difference))
    expect(weights.length).toBeGreaterThan(1)
    const mean = weights.reduce((sum, w, k) => sum + w * means[k], 0)
    const third = weights.reduce(
      (sum, w, k) => sum + w * ((means[k] - mean) ** 3 + 3 * variances[k] * (means[k] - mean)),
      0,
    )
    const own = average(draws.map((x) => (x - average(draws)) ** 3))
    expect(Math.abs(mean - average(draws))).toBeLessThan(4 * Math.sqrt(variance(draws) / 4000))
    expect(own).toBeLessThan(0)
    // A normal has none.
    expect(third / own).toBeGreaterThan(0.6)
    expect(third / own).toBeLessThan(1.4)
  })
})

describe('slice sampling', () => {
  it('draws a normal cut off at its limits', () => {
    const random = createRandom(5)
    let x = 0.5
    const draws = Float64Array.from({ length: 20_000 }, () => {
      x = sliceStep((z) => -0.5 * z * z, x, 1, [0, 10], random)
      return x
    })
    // The half normal's mean is √(2/π); draws hang together, so the error is below 3/√n.
    expect(Math.abs(average(draws) - Math.sqrt(2 / Math.PI))).toBeLessThan(0.02)
    expect(variance(draws)).toBeCloseTo(1 - 2 / Math.PI, 1)
  })
})
