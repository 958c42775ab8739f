import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addNoise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { ar1LogLikelihood } from '../../../src-main/model/noise/ar1/likelihood.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { denseNormalLogDensity } from '../../support/statistics.ts'

/** Σ r², Σ (rᵢ−rᵢ₋₁)², first, last. */
function sumsOf(r: readonly number[]): number[] {
  return [
    r.reduce((s, v) => s + v * v, 0),
    r.reduce((s, v, i) => (i === 0 ? 0 : s + (v - r[i - 1]) ** 2), 0),
    r[0],
    r[r.length - 1],
  ]
}

const likelihood = (r: readonly number[], s: number, rho: number): number =>
  ar1LogLikelihood(sumsOf(r), 0, r.length, s, rho)

/** The definition: log N(r₀; 0, s²) + Σ log N(rᵢ − ρ rᵢ₋₁; 0, s²(1−ρ²)). */
function directly(r: readonly number[], s: number, rho: number): number {
  const logNormal = (x: number, variance: number): number =>
    -0.5 * (Math.log(2 * Math.PI * variance) + (x * x) / variance)
  return r.reduce(
    (sum, v, i) =>
      sum + (i === 0 ? logNormal(v, s * s) : logNormal(v - rho * r[i - 1], s * s * (1 - rho * rho))),
    0,
  )
}

const anyNoise = {
  s: fc.double({ min: 0.05, max: 3, noNaN: true }),
  rho: fc.double({ min: -0.98, max: 0.98, noNaN: true }),
}
const residuals = (n: number) =>
  fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: n, maxLength: n })

describe('the likelihood of AR(1) residuals', () => {
  it('is the density of the normal with covariance s² ρ^|i−j|', () => {
    fc.assert(
      fc.property(anyNoise.s, anyNoise.rho, fc.integer({ min: 2, max: 9 }).chain(residuals), (s, rho, r) => {
        const C = r.map((_, i) => r.map((_, j) => s * s * rho ** Math.abs(i - j)))
        const dense = denseNormalLogDensity(r, C)
        // Rounding grows with the condition of C, up to ((1+ρ)/(1−ρ))² = 1e4, times 1e-16 of the largest term.
        expect(Math.abs(likelihood(r, s, rho) - dense)).toBeLessThan(1e-10 * (1 + Math.abs(dense)))
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('is the sum of the densities of its innovations, for a thousand samples', () => {
    const random = createRandom(5)
    fc.assert(
      fc.property(anyNoise.s, anyNoise.rho, (s, rho) => {
        const noise = new Float64Array(1000)
        addNoise(noise, 0, 1000, 1, 0.8, random)
        const r = Array.from(noise)
        const direct = directly(r, s, rho)
        expect(Math.abs(likelihood(r, s, rho) - direct)).toBeLessThan(1e-11 * (1000 + Math.abs(direct)))
      }),
      { seed: 2 },
    )
  })

  it('is highest near the noise that was there', () => {
    // sd of the estimates over n samples: s √((1+ρ²)/(1−ρ²)/2n), √((1−ρ²)/n): 0.005 and 0.004.
    const [s, rho, n] = [0.35, 0.8, 20_000]
    const noise = new Float64Array(n)
    addNoise(noise, 0, n, s, rho, createRandom(3))
    const r = Array.from(noise)
    const at = likelihood(r, s, rho)
    for (const [ds, dr] of [
      [0.03, 0],
      [-0.03, 0],
      [0, 0.03],
      [0, -0.03],
    ]) {
      expect(likelihood(r, s + ds, rho + dr)).toBeLessThan(at - 5)
    }
  })

  it('is a density: it integrates to 1 over the residuals', () => {
    const [s, rho] = [0.8, 0.6]
    let sum = 0
    const step = 0.1
    for (let x = -6; x <= 6; x += step) {
      for (let y = -6; y <= 6; y += step) sum += Math.exp(likelihood([x, y], s, rho)) * step * step
    }
    expect(sum).toBeCloseTo(1, 8)
  })

  it('reads its sums where it is told to', () => {
    const r = [0.3, -0.2, 0.5, 0.1]
    const shifted = [...new Array<number>(8).fill(Number.NaN), ...sumsOf(r)]
    expect(ar1LogLikelihood(shifted, 8, 4, 0.4, 0.7)).toBe(likelihood(r, 0.4, 0.7))
  })
})
