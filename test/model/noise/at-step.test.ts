import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ar1Noise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import {
  correlationAtStep,
  logCorrelationSlope,
} from '../../../src-main/model/noise/ar1/correlation-at-step.ts'
import { whiteNoise } from '../../../src-main/model/noise/white/white-noise.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { findGaps } from '../../../src-main/signal/gaps.ts'

const [s, rho] = [
  fc.double({ min: 0.05, max: 3, noNaN: true }),
  fc.double({ min: 0.01, max: 0.98, noNaN: true }),
]

describe('noise at another step', () => {
  it('has the likelihood that every kth sample has with the others missing', () => {
    fc.assert(
      fc.property(s, rho, fc.integer({ min: 1, max: 12 }), fc.integer(), (sd, r, k, seed) => {
        const x = new Float64Array(40 * k)
        ar1Noise(sd, r).add(x, 0, x.length, createRandom(Math.abs(seed)))
        const kth = x.filter((_, i) => i % k === 0)
        const others = x.map((v, i) => (i % k === 0 ? v : Number.NaN))
        const [gapped, dense] = [findGaps(others)!, findGaps(kth)!]
        const expected = ar1Noise(sd, r).logLikelihood(gapped, others, 0)
        const found = ar1Noise(sd, r).atStep(k).logLikelihood(dense, kth, 0)
        expect(Math.abs(found - expected)).toBeLessThan(1e-8 * (1 + Math.abs(expected)))
      }),
      { seed: 3, numRuns: 200 },
    )
  })

  it('keeps its standard deviation, goes there and back, and at its own step stays what it is', () => {
    fc.assert(
      fc.property(s, rho, fc.double({ min: 0.05, max: 50, noNaN: true }), (sd, r, ratio) => {
        const other = ar1Noise(sd, r).atStep(ratio)
        expect(other.sd).toBe(sd)
        expect(other.atStep(1 / ratio).correlation(1)).toBeCloseTo(r, 9)
        expect(ar1Noise(sd, -r).atStep(1).correlation(1)).toBe(-r)
      }),
      { seed: 4, numRuns: 200 },
    )
    const white = whiteNoise(0.3)
    expect(white.atStep(7)).toBe(white)
  })

  it('tells how the correlation changes with that at the other step', () => {
    for (const ratio of [0.25, 1, 1.7]) {
      for (const r of [-0.8, 0.3, 0.95]) {
        const h = 1e-6
        const slope = (correlationAtStep(r + h, 1 / ratio) - correlationAtStep(r - h, 1 / ratio)) / (2 * h)
        expect(logCorrelationSlope(r, ratio)).toBeCloseTo(Math.log(slope), 6)
      }
    }
  })
})
