import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Mixture, mixtureLogDensity, pick, sampleMixture } from '../../src-main/inference/mixture.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { logGamma } from '../../src-main/signal/statistics/log-gamma.ts'
import { covariance, integrate, ksProbability, mean } from '../support/statistics.ts'

const inOne = (degrees: number): Mixture => ({
  dimension: 1,
  components: 2,
  degrees,
  weights: Float64Array.of(0.3, 0.7),
  means: Float64Array.of(-2, 1),
  // sd 0.5 and 2.
  factors: Float64Array.of(2, 0.5),
})
const inTwo = (degrees: number): Mixture => ({
  dimension: 2,
  components: 2,
  degrees,
  weights: Float64Array.of(0.6, 0.4),
  means: Float64Array.of(0, 0, 3, -1),
  factors: Float64Array.of(1, 0, -1.5, 2, 0.8, 0, 0.3, 1.2),
})

function logDensity(m: Mixture, ...z: number[]): number {
  const out = new Float64Array(1)
  mixtureLogDensity(m, Float64Array.from(z), 1, out)
  return out[0]
}

/** Covariance of component k of a Gaussian in two dimensions, (Aᵀ A)⁻¹. */
function covarianceOf(m: Mixture, k: number): [number, number, number] {
  const [a, , b, c] = m.factors.subarray(4 * k, 4 * k + 4)
  const [xx, xy, yy] = [a * a + b * b, b * c, c * c]
  const determinant = xx * yy - xy * xy
  return [yy / determinant, -xy / determinant, xx / determinant]
}

describe.each([
  ['Gaussians', Number.POSITIVE_INFINITY],
  ['Student t of 6 degrees', 6],
  ['Student t of 3 degrees', 3],
])('a mixture of %s', (_, degrees) => {
  it('has a density that integrates to 1 in one dimension', () => {
    const m = inOne(degrees)
    // x = 40 tan φ carries the heavy tails to a finite range.
    const area = integrate(
      (phi) => (40 / Math.cos(phi) ** 2) * Math.exp(logDensity(m, 40 * Math.tan(phi))),
      -1.5707,
      1.5707,
    )
    expect(area).toBeCloseTo(1, 6)
  })

  it('has a density that integrates to 1 in two', () => {
    const m = inTwo(degrees)
    const n = 400
    let area = 0
    for (let i = 0; i < n; i++) {
      const phi = Math.PI * ((i + 0.5) / n - 0.5)
      for (let j = 0; j < n; j++) {
        const psi = Math.PI * ((j + 0.5) / n - 0.5)
        const jacobian = 25 / (Math.cos(phi) * Math.cos(psi)) ** 2
        area += Math.exp(logDensity(m, 5 * Math.tan(phi), 5 * Math.tan(psi))) * jacobian
      }
    }
    expect(area * (Math.PI / n) ** 2).toBeCloseTo(1, 5)
  })

  it('is drawn from by its own density', () => {
    const m = inOne(degrees)
    const x = new Float64Array(20_000)
    sampleMixture(m, x.length, createRandom(4), x)
    // The distribution function by quadrature, once for all points.
    const [from, step, cells] = [-400, 0.01, 80_000]
    const cumulated = new Float64Array(cells + 1)
    for (let i = 0; i < cells; i++) {
      cumulated[i + 1] = cumulated[i] + step * Math.exp(logDensity(m, from + (i + 0.5) * step))
    }
    const cdf = (v: number): number => {
      const at = Math.min(cells - 1, Math.max(0, (v - from) / step))
      const low = Math.floor(at)
      return cumulated[low] + (at - low) * (cumulated[low + 1] - cumulated[low])
    }
    expect(ksProbability(x, cdf)).toBeGreaterThan(1e-4)
  })

  it('has draws whose weights against another mixture average 1', () => {
    // E_q[p/q] = 1 ties sampling and density together in two dimensions, correlations included. The weights'
    // spread is estimated from the draws themselves.
    const q = inTwo(degrees)
    const p = inTwo(Number.POSITIVE_INFINITY)
    p.means = Float64Array.of(0.5, 0.2, 2.5, -1)
    p.factors = p.factors.map((f) => 1.3 * f)
    const n = 20_000
    const z = new Float64Array(2 * n)
    sampleMixture(q, n, createRandom(9), z)
    const [logP, logQ] = [new Float64Array(n), new Float64Array(n)]
    mixtureLogDensity(p, z, n, logP)
    mixtureLogDensity(q, z, n, logQ)
    const w = logP.map((v, i) => Math.exp(v - logQ[i]))
    expect(Math.abs(mean(w) - 1)).toBeLessThan(4.5 * Math.sqrt(covariance(w, w) / n))
  })
})

describe('a mixture', () => {
  it('has the moments that its factors say', () => {
    const m = inTwo(Number.POSITIVE_INFINITY)
    const n = 100_000
    const z = new Float64Array(2 * n)
    sampleMixture(m, n, createRandom(2), z)
    const [x, y] = [0, 1].map((j) => Float64Array.from({ length: n }, (_, i) => z[2 * i + j]))
    const [first, second] = [covarianceOf(m, 0), covarianceOf(m, 1)]
    const [w, v] = m.weights
    const between = w * v
    const expected = [
      w * first[0] + v * second[0] + between * 9,
      w * first[1] + v * second[1] - between * 3,
      w * first[2] + v * second[2] + between,
    ]
    const found = [covariance(x, x), covariance(x, y), covariance(y, y)]
    // Relative error of a variance √(2/n) = 0.0045, more for what is not normal.
    found.forEach((c, i) => {
      expect(Math.abs(c - expected[i])).toBeLessThan(0.02 * Math.sqrt(expected[0] * expected[2]))
    })
    expect(mean(x)).toBeCloseTo(v * 3, 1)
    expect(mean(y)).toBeCloseTo(-v, 1)
  })

  it('of t has the variance ν/(ν−2) of a Gaussian one', () => {
    const m: Mixture = {
      dimension: 1,
      components: 1,
      degrees: 8,
      weights: Float64Array.of(1),
      means: Float64Array.of(0),
      factors: Float64Array.of(1),
    }
    const x = new Float64Array(200_000)
    sampleMixture(m, x.length, createRandom(8), x)
    // t₈: variance 4/3, fourth moment 8; the error of the variance √((8 − 16/9)/n) = 0.0056.
    expect(Math.abs(mean(x.map((v) => v * v)) - 4 / 3)).toBeLessThan(4 * 0.0056)
  })

  it('of t with many degrees is nearly Gaussian', () => {
    expect(logDensity(inTwo(1e7), 0.4, -1)).toBeCloseTo(
      logDensity(inTwo(Number.POSITIVE_INFINITY), 0.4, -1),
      5,
    )
  })

  it('stays finite far out, where each exponential underflows', () => {
    // 1000/2 = 500 sd of the wide component: −500²/2 and its constant.
    const expected = -0.5 * (0.5 * 999) ** 2 - 0.5 * Math.log(2 * Math.PI) + Math.log(0.7 * 0.5)
    expect(logDensity(inOne(Number.POSITIVE_INFINITY), 1000)).toBeCloseTo(expected, 6)
  })

  it('reads and writes its points where it is told to', () => {
    const m = inTwo(6)
    const z = Float64Array.of(9, 9, 0.4, -1, 2, 3)
    const out = new Float64Array(2)
    mixtureLogDensity(m, z, 2, out, 2)
    expect(Array.from(out)).toEqual([logDensity(m, 0.4, -1), logDensity(m, 2, 3)])
    const draws = new Float64Array(8).fill(Number.NaN)
    sampleMixture(m, 2, createRandom(1), draws, 2)
    expect(Array.from(draws, Number.isNaN)).toEqual([true, true, false, false, false, false, true, true])
  })

  it('picks components by their shares, the last at the very end', () => {
    const weights = Float64Array.of(0.2, 0, 0.5, 0.3)
    expect([0.1, 0.2, 0.21, 0.69, 0.71, 1].map((u) => pick(weights, u))).toEqual([0, 0, 2, 2, 3, 3])
    // Shares that do not quite add up to 1.
    expect(pick(Float64Array.of(0.5, 0.499999), 0.9999999)).toBe(1)
  })
})

describe('log Γ', () => {
  it.each([
    [0.1, 2.252712651734206],
    [0.5, Math.log(Math.sqrt(Math.PI))],
    [1, 0],
    [1.5, Math.log(Math.sqrt(Math.PI) / 2)],
    [2, 0],
    [5, Math.log(24)],
    [11, Math.log(3628800)],
    [100, 359.1342053695754],
    [1000.5, 5908.674175848678],
  ])('of %f is %f', (x, value) => {
    expect(Math.abs(logGamma(x) - value)).toBeLessThan(1e-13 * Math.max(1, Math.abs(value)) + 5e-14)
  })

  it('grows by log x with each step', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 200, noNaN: true }), (x) => {
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(1e-12 * (1 + x))
      }),
      { seed: 1 },
    )
  })

  it('has the density of the formula however far away, where the shapes themselves are too small for a number', () => {
    // One component: log Γ((ν+D)/2)/Γ(ν/2) − D/2 log(νπ) − (ν+D)/2 log(1 + q/ν), with ν = 6 and D = 1 and 2.
    for (const [D, constant] of [
      [1, Math.log((15 * Math.sqrt(Math.PI)) / 8 / 2) - 0.5 * Math.log(6 * Math.PI)],
      [2, Math.log(6 / 2) - Math.log(6 * Math.PI)],
    ]) {
      const m = {
        dimension: D,
        components: 1,
        degrees: 6,
        weights: Float64Array.of(1),
        means: new Float64Array(D),
        factors: D === 1 ? Float64Array.of(1) : Float64Array.of(1, 0, 0, 1),
      }
      for (const x of [0, 0.3, 5, 1e3, 1e30, 1e75]) {
        const out = new Float64Array(1)
        mixtureLogDensity(m, Float64Array.of(x, 0), 1, out)
        expect(out[0]).toBeCloseTo(constant - ((6 + D) / 2) * Math.log1p((x * x) / 6), 8)
      }
    }
  })
})
