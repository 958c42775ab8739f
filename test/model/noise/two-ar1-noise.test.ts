import { describe, expect, it } from 'vitest'
import { twoAr1 } from '../../../src-main/model/noise/two-ar1/two-ar1-noise.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { findGaps } from '../../../src-main/signal/gaps.ts'
import { choleskyFactor, forwardSolve } from '../../../src-main/signal/statistics/cholesky.ts'

const n = 30
/** sds 0.2 and 0.5, correlations 0.6 and −0.3. */
const noise = twoAr1.of([0.02, 0.6, 0.05, -0.3], 0.1)

function drawn(seed: number, half = n): Float64Array {
  const out = new Float64Array(2 * half)
  noise.add(out, 0, 2 * half, createRandom(seed))
  return out
}

/** By the covariance of all numbers as a matrix: s² ρ^|i−j| within an output, nothing between the two. */
function dense(x: Float64Array): number {
  const there = Array.from(x.keys()).filter((i) => !Number.isNaN(x[i]))
  const D = there.length
  const covariance = new Float64Array(D * D)
  there.forEach((i, a) => {
    there.forEach((j, b) => {
      const [s, rho] = i < n ? [0.2, 0.6] : [0.5, -0.3]
      covariance[a * D + b] = i < n === j < n ? s * s * rho ** Math.abs(i - j) : 0
    })
  })
  const L = new Float64Array(D * D)
  const white = new Float64Array(D)
  const logDet = choleskyFactor(covariance, D, L)
  forwardSolve(
    L,
    D,
    Float64Array.from(there, (i) => x[i]),
    0,
    white,
  )
  return -0.5 * (D * Math.log(2 * Math.PI) + white.reduce((sum, e) => sum + e * e, 0)) - logDet
}

describe('noise of two outputs', () => {
  it('has the likelihood of the multivariate normal', () => {
    const x = drawn(1)
    expect(noise.logLikelihood(findGaps(x)!, x, 0)).toBeCloseTo(dense(x), 8)
  })

  it.each([
    ['within each', [3, 4, 40]],
    ['at the seam', [28, 29, 30, 31]],
    ['of the whole second output', Array.from({ length: n }, (_, i) => n + i)],
  ])('has it where samples are missing %s', (_, missing) => {
    const x = drawn(2)
    for (const i of missing) x[i] = Number.NaN
    expect(noise.logLikelihood(findGaps(x)!, x, 0)).toBeCloseTo(dense(x), 8)
  })

  it('takes a prediction that is no number for impossible, not for missing', () => {
    const gaps = findGaps(drawn(3))!
    expect(noise.logLikelihood(gaps, new Float64Array(2 * n).fill(Number.NaN), 0)).toBeNaN()
  })

  it('draws each output with its own sd and correlation, and whitens each from its own start', () => {
    const half = 20_000
    const x = drawn(4, half)
    const white = noise.whitened(Array.from(x))
    for (const [k, s, rho] of [
      [0, 0.2, 0.6],
      [1, 0.5, -0.3],
    ]) {
      const own = x.subarray(k * half, (k + 1) * half)
      const square = own.reduce((sum, v) => sum + v * v, 0) / half
      const product = own.reduce((sum, v, i) => sum + (i > 0 ? v * own[i - 1] : 0), 0) / half
      // Standard errors are below 1.5 % of the sd and 0.007 of the correlation.
      expect(Math.abs(Math.sqrt(square) / s - 1)).toBeLessThan(0.05)
      expect(Math.abs(product / square - rho)).toBeLessThan(0.03)
      expect(white[k * half]).toBeCloseTo(own[0] / s, 12)
    }
    expect(Math.abs(white.reduce((sum, e) => sum + e * e, 0) / white.length - 1)).toBeLessThan(0.04)
    expect(noise.sds!(x)[half - 1]).toBeCloseTo(0.2)
    expect(noise.sds!(x)[half]).toBeCloseTo(0.5)
  })

  it('keeps both sds at another step, with correlations of that', () => {
    const [first, second] = noise.atStep(2).outputs!
    expect([first.sd, second.sd].map((s) => s.toFixed(6))).toEqual(['0.200000', '0.500000'])
    expect(first.correlation(1)).toBeCloseTo(0.36)
  })
})
