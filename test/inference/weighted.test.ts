import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  densityCurve,
  quantile,
  summarize,
  weightedSample,
} from '../../src-main/inference/statistics/weighted.ts'
import {
  sampleTruncatedNormal,
  truncatedNormalLogDensity,
} from '../../src-main/model/prior/distributions/truncated-normal.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { mean, sampleQuantile, sd } from '../support/statistics.ts'

const normals = (n: number, seed: number): Float64Array => {
  const random = createRandom(seed)
  return Float64Array.from({ length: n }, random.normal)
}
const normalized = (w: readonly number[]): Float64Array => {
  const sum = w.reduce((a, b) => a + b, 0)
  return Float64Array.from(w, (v) => v / sum)
}

const anySample = fc
  .array(
    // Thousandths: neither gaps nor products underflow.
    fc.tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.double({ min: 1e-4, max: 1, noNaN: true })),
    { minLength: 2, maxLength: 60 },
  )
  .map((pairs) => ({
    values: Float64Array.from(pairs, ([v]) => v / 1000),
    weights: normalized(pairs.map(([, w]) => w)),
  }))
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('a weighted sample', () => {
  it('of equal weights has the usual mean, sd and quantiles', () => {
    const x = normals(4000, 1)
    const sample = weightedSample(x)
    expect(sample.mean).toBeCloseTo(mean(x), 12)
    expect(sample.sd).toBeCloseTo(sd(x), 12)
    expect(sample.ess).toBeCloseTo(4000, 6)
    for (const p of [0.05, 0.25, 0.5, 0.95]) {
      // Two conventions for quantiles differ by less than a gap between neighbours.
      expect(Math.abs(quantile(sample, p) - sampleQuantile(x, p))).toBeLessThan(0.01)
    }
  })

  it('counts a point of weight 2 as two points', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 4 })), {
          minLength: 2,
          maxLength: 20,
        }),
        (pairs) => {
          const repeated = pairs.flatMap(([v, times]) => new Array<number>(times).fill(v))
          const a = weightedSample(Float64Array.from(repeated))
          const b = weightedSample(
            Float64Array.from(pairs, ([v]) => v),
            normalized(pairs.map(([, times]) => times)),
          )
          expect(b.mean).toBeCloseTo(a.mean, 9)
          expect(b.sd).toBeCloseTo(a.sd, 9)
        },
      ),
      { seed: 1 },
    )
  })

  it('has the effective size (Σw)²/Σw²', () => {
    fc.assert(
      fc.property(anySample, ({ values, weights }) => {
        const { ess } = weightedSample(values, weights)
        expect(ess).toBeCloseTo(1 / weights.reduce((s, w) => s + w * w, 0), 6)
        expect(ess).toBeLessThanOrEqual(values.length + 1e-9)
        expect(ess).toBeGreaterThanOrEqual(1 - 1e-9)
      }),
      { seed: 2 },
    )
  })

  it('does not depend on the order of its points', () => {
    fc.assert(
      fc.property(anySample, share, ({ values, weights }, p) => {
        const back = weightedSample(values.slice().reverse(), weights.slice().reverse())
        expect(quantile(back, p)).toBeCloseTo(quantile(weightedSample(values, weights), p), 6)
      }),
      { seed: 3 },
    )
  })

  it('leaves its values as they were', () => {
    const values = Float64Array.of(3, 1, 2)
    weightedSample(values)
    expect(Array.from(values)).toEqual([3, 1, 2])
  })
})

describe('weighted quantiles', () => {
  it('rise with the share, from the least value to the largest', () => {
    fc.assert(
      fc.property(anySample, share, share, ({ values, weights }, p, q) => {
        const sample = weightedSample(values, weights)
        const [low, high] = [Math.min(p, q), Math.max(p, q)].map((v) => quantile(sample, v))
        expect(low).toBeLessThanOrEqual(high + 1e-9)
        expect(quantile(sample, 0)).toBeCloseTo(Math.min(...values), 9)
        expect(quantile(sample, 1)).toBeCloseTo(Math.max(...values), 9)
      }),
      { seed: 4 },
    )
  })

  it('leave the share p below them, up to half the weight of the points beside them', () => {
    fc.assert(
      fc.property(anySample, share, ({ values, weights }, p) => {
        const x = quantile(weightedSample(values, weights), p)
        const below = values.reduce((s, v, i) => (v < x ? s + weights[i] : s), 0)
        const upTo = values.reduce((s, v, i) => (v <= x ? s + weights[i] : s), 0)
        const most = Math.max(...weights)
        expect(below).toBeLessThanOrEqual(p + most + 1e-9)
        expect(upTo).toBeGreaterThanOrEqual(p - most - 1e-9)
      }),
      { seed: 5 },
    )
  })

  it('move and stretch with the values', () => {
    fc.assert(
      fc.property(anySample, share, ({ values, weights }, p) => {
        const moved = quantile(
          weightedSample(
            values.map((v) => 3 * v - 7),
            weights,
          ),
          p,
        )
        expect(moved).toBeCloseTo(3 * quantile(weightedSample(values, weights), p) - 7, 6)
      }),
      { seed: 6 },
    )
  })

  it('undo the weighting of draws from a wrong density', () => {
    // Draws of N(0, 2²) weighted to N(0.5, 1): 5, 50 and 95 %. The ESS is about 0.44 n = 17,000: an error of a
    // quantile of √(p(1−p)/ess)/density = 0.016 at 5 %.
    const n = 40_000
    const x = normals(n, 8).map((v) => 2 * v)
    const w = normalized(Array.from(x, (v) => Math.exp(-0.5 * (v - 0.5) ** 2 + 0.125 * v * v)))
    const { mean: centre, sd: spread, q05, q50, q95 } = summarize(weightedSample(x, w))
    expect(Math.abs(centre - 0.5)).toBeLessThan(0.05)
    expect(Math.abs(spread - 1)).toBeLessThan(0.05)
    expect(Math.abs(q05 - (0.5 - 1.6449))).toBeLessThan(0.07)
    expect(Math.abs(q50 - 0.5)).toBeLessThan(0.05)
    expect(Math.abs(q95 - (0.5 + 1.6449))).toBeLessThan(0.07)
  })

  it('pay no heed to points without weight', () => {
    const values = Float64Array.of(-1000, 1, 2, 3, 4, 1000)
    const weights = Float64Array.of(0, 0.25, 0.25, 0.25, 0.25, 0)
    const with0 = weightedSample(values, weights)
    const without = weightedSample(values.slice(1, 5))
    for (const p of [0.05, 0.3, 0.5, 0.95]) expect(quantile(with0, p)).toBeCloseTo(quantile(without, p), 9)
  })
})

describe('a density curve', () => {
  const area = ({ x, y }: { x: number[]; y: number[] }): number =>
    x.reduce((s, v, i) => (i === 0 ? 0 : s + 0.5 * (y[i] + y[i - 1]) * (v - x[i - 1])), 0)

  it('has an area of 1 and is nowhere negative', () => {
    fc.assert(
      fc.property(anySample, ({ values, weights }) => {
        const curve = densityCurve(weightedSample(values, weights), -101, 101)
        expect(area(curve)).toBeCloseTo(1, 6)
        expect(curve.y.every((v) => v >= 0)).toBe(true)
        expect(curve.x[0]).toBeGreaterThanOrEqual(-101 - 1e-9)
        expect(curve.x[127]).toBeLessThanOrEqual(101 + 1e-9)
      }),
      { seed: 7 },
    )
  })

  it('shows a normal as a normal', () => {
    const curve = densityCurve(weightedSample(normals(20_000, 2)), -10, 10)
    curve.x.forEach((x, i) => {
      // Silverman's width at n = 20,000 is 0.12: bias 0.5 h² f″ ≤ 0.003, noise √(f/(2√π n h)) ≤ 0.007.
      expect(Math.abs(curve.y[i] - Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI))).toBeLessThan(0.025)
    })
  })

  it('stays level up to the limits where the distribution does', () => {
    const random = createRandom(3)
    const flat = Float64Array.from({ length: 40_000 }, () => 2 + 3 * random.uniform())
    const { x, y } = densityCurve(weightedSample(flat), 2, 5)
    // Noise at a limit, where the mirrored kernel sees half the points: √(1/3/(√π n h)) with h = 0.09: 0.007.
    y.forEach((v) => {
      expect(Math.abs(v - 1 / 3)).toBeLessThan(0.03)
    })
    expect(x[0]).toBeCloseTo(2, 3)
    expect(x[127]).toBeCloseTo(5, 3)
  })

  it('keeps the height of a posterior that is cut off by the prior', () => {
    const d = { kind: 'truncatedNormal' as const, mean: 0, sd: 1, lower: 0, upper: 4 }
    const random = createRandom(4)
    const { x, y } = densityCurve(
      weightedSample(Float64Array.from({ length: 20_000 }, () => sampleTruncatedNormal(d, random))),
      0,
      4,
    )
    x.forEach((v, i) => {
      if (v > 0 && v < 4)
        expect(Math.abs(y[i] - Math.exp(truncatedNormalLogDensity(d, v)))).toBeLessThan(0.05)
    })
  })

  it('shows the bulk of the weight finely, however far out single draws lie', () => {
    // As adaptive importance sampling leaves it: heavy tails of the proposal, carrying next to no weight.
    const x = normals(4000, 5)
    x[0] = -90
    x[1] = 95
    const w = normalized(Array.from(x, (v) => (Math.abs(v) > 50 ? 1e-9 : 1)))
    const curve = densityCurve(weightedSample(x, w), -100, 100)
    const peak = Math.max(...curve.y)
    expect(Math.abs(peak - 0.4)).toBeLessThan(0.05)
    expect(curve.x.filter((v) => Math.abs(v) < 2).length).toBeGreaterThan(30)
  })

  it('is a spike for a single value, not NaN', () => {
    for (const at of [0.5, 0, 1]) {
      const { x, y } = densityCurve(weightedSample(Float64Array.of(at, at, at)), 0, 1)
      expect([...x, ...y].every(Number.isFinite)).toBe(true)
    }
  })
})
