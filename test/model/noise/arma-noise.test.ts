import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ar1Noise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { ar2, ar2Noise } from '../../../src-main/model/noise/ar2/ar2-noise.ts'
import { whiteNoise } from '../../../src-main/model/noise/white/white-noise.ts'
import { whiteAr1, whiteAr1Noise } from '../../../src-main/model/noise/white-ar1/white-ar1-noise.ts'
import type { Noise } from '../../../src-main/model/noise-model.ts'
import { noiseModels } from '../../../src-main/model/noise-models.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { findGaps } from '../../../src-main/signal/gaps.ts'

interface Case {
  kind: string
  /** sd first. */
  parameters: number[]
  residuals: number[]
  missing: number[]
  logLikelihood: number
  logLikelihoodOfThere: number
  whitened: number[]
  whitenedOfThere: number[]
  autocorrelation: number[]
}
const { cases } = JSON.parse(readFileSync(new URL('./arma-reference.json', import.meta.url), 'utf8')) as {
  cases: Case[]
}
/** At Δt = 1, σ is the standard deviation. */
const noiseOf = ({ kind, parameters }: Case): Noise => noiseModels.find(kind)!.of(parameters, 1)

describe.each(cases)('noise of kind $kind with $parameters, as SciPy and statsmodels have it', (one) => {
  const { residuals, missing } = one
  const gapped = residuals.map((r, i) => (missing.includes(i) ? Number.NaN : r))

  it('has the likelihood of the dense multivariate normal, with and without missing samples', () => {
    const noise = noiseOf(one)
    expect(noise.logLikelihood(findGaps(residuals)!, residuals, 0)).toBeCloseTo(one.logLikelihood, 8)
    expect(noise.logLikelihood(findGaps(gapped)!, gapped, 0)).toBeCloseTo(one.logLikelihoodOfThere, 8)
    expect(noise.logLikelihood(findGaps(gapped)!, [7, 7, ...gapped], 2)).toBeCloseTo(
      one.logLikelihoodOfThere,
      8,
    )
  })

  it('has the whitened residuals of the Cholesky factor, NaN where a sample is missing', () => {
    const noise = noiseOf(one)
    noise.whitened(residuals).forEach((e, i) => {
      expect(e).toBeCloseTo(one.whitened[i], 8)
    })
    const white = noise.whitened(gapped)
    missing.forEach((i) => {
      expect(white[i]).toBeNaN()
    })
    white
      .filter((e) => !Number.isNaN(e))
      .forEach((e, i) => {
        expect(e).toBeCloseTo(one.whitenedOfThere[i], 8)
      })
  })

  it('has the autocorrelations', () => {
    one.autocorrelation.forEach((r, k) => {
      expect(noiseOf(one).correlation(k)).toBeCloseTo(r, 10)
    })
    expect(noiseOf(one).sd).toBeCloseTo(one.parameters[0], 12)
  })
})

const [s, rho, share] = [
  fc.double({ min: 0.05, max: 3, noNaN: true }),
  fc.double({ min: -0.98, max: 0.98, noNaN: true }),
  fc.double({ min: 0.01, max: 0.99, noNaN: true }),
]

/** A realization of which some samples are missing. */
function holed(noise: Noise, n: number, seed: number): Float64Array {
  const random = createRandom(seed)
  const x = new Float64Array(n)
  noise.add(x, 0, n, random)
  return x.map((v) => (random.uniform() < 0.2 ? Number.NaN : v))
}

describe('noise with a memory of two samples', () => {
  it('is AR(1) and white noise where it comes to these', () => {
    fc.assert(
      fc.property(s, rho, fc.nat(), (sd, r, seed) => {
        const x = holed(ar1Noise(sd, r), 80, seed)
        const gaps = findGaps(x)!
        const [of, ofWhite] = [ar1Noise(sd, r), whiteNoise(sd)].map((noise) =>
          noise.logLikelihood(gaps, x, 0),
        )
        const close = (found: number, wanted: number): void =>
          expect(Math.abs(found - wanted)).toBeLessThan(1e-8 * (1 + Math.abs(wanted)))
        close(ar2Noise(sd, r, 0).logLikelihood(gaps, x, 0), of)
        close(whiteAr1Noise(sd, r, 0).logLikelihood(gaps, x, 0), of)
        close(whiteAr1Noise(sd, r, 1).logLikelihood(gaps, x, 0), ofWhite)
        close(whiteAr1Noise(sd, 0, 0.4).logLikelihood(gaps, x, 0), ofWhite)
      }),
      { seed: 5, numRuns: 200 },
    )
  })

  it('at k times the step has the likelihood that every kth sample has with the others missing', () => {
    fc.assert(
      fc.property(s, rho, rho, share, fc.integer({ min: 1, max: 9 }), fc.nat(), (sd, r, phi, w, k, seed) => {
        for (const noise of [ar2Noise(sd, r, phi), whiteAr1Noise(sd, Math.abs(r), w)]) {
          const x = holed(noise, 40 * k, seed).map((v, i) => (i === 0 ? 0.3 : v))
          const kth = x.filter((_, i) => i % k === 0)
          const others = x.map((v, i) => (i % k === 0 ? v : Number.NaN))
          const expected = noise.logLikelihood(findGaps(others)!, others, 0)
          const found = noise.atStep(k).logLikelihood(findGaps(kth)!, kth, 0)
          expect(Math.abs(found - expected)).toBeLessThan(1e-7 * (1 + Math.abs(expected)))
        }
      }),
      { seed: 6, numRuns: 200 },
    )
  })

  it('white + AR(1) keeps its shares at any step; AR(2) is not told where it is not known', () => {
    const there = whiteAr1Noise(0.4, 0.8, 0.3).atStep(2.6)
    expect(there.correlation(3)).toBeCloseTo(0.7 * 0.8 ** (3 * 2.6), 12)
    expect(there.atStep(1 / 2.6).correlation(1)).toBeCloseTo(0.7 * 0.8, 12)
    expect(() => ar2Noise(0.4, 0.8, 0.3).atStep(1.5)).toThrow(/whole ratio/)
  })

  it('whitens columns: the sums of products are xᵀ Σ⁻¹ y, so that they give the likelihood; of AR(1) and white noise too', () => {
    for (const noise of [
      ar2Noise(0.7, 0.8, -0.5),
      whiteAr1Noise(0.7, 0.9, 0.4),
      ar1Noise(0.7, 0.85),
      whiteNoise(0.7),
    ]) {
      const [x, y] = [1, 2].map((seed) => {
        const column = new Float64Array(100)
        noise.add(column, 0, 100, createRandom(seed))
        return column
      })
      const gapped = holed(noise, 100, 3)
      const gaps = findGaps(gapped)!
      const whitener = noise.whitener!(gaps, 100)
      const product = (a: Float64Array, b: Float64Array): number => {
        const [p, q] = [new Float64Array(100), new Float64Array(100)]
        whitener.whiten(Float64Array.of(9, ...a), 1, p)
        whitener.whiten(b, 0, q)
        return p.reduce((sum, v, i) => sum + v * q[i], 0)
      }
      const likelihood = (a: Float64Array): number => noise.logLikelihood(gaps, a, 0)
      const constant = gaps.count * Math.log(2 * Math.PI) + whitener.logDeterminant
      expect(-0.5 * (constant + product(x, x))).toBeCloseTo(likelihood(x), 8)
      // 4 xᵀΣ⁻¹y = |x + y|² − |x − y|².
      const [plus, minus] = [x.map((v, i) => v + y[i]), x.map((v, i) => v - y[i])]
      expect(product(x, y)).toBeCloseTo((likelihood(minus) - likelihood(plus)) / 2, 8)
    }
  })

  it.each([
    ['AR(2)', ar2Noise(0.4, 0.7, -0.5)],
    ['white + AR(1)', whiteAr1Noise(0.4, 0.9, 0.5)],
  ])('is drawn with its autocovariances, from the first sample on: %s', (_, noise) => {
    const [runs, length] = [40_000, 5]
    const random = createRandom(9)
    const products = new Float64Array(length * length)
    for (let k = 0; k < runs; k++) {
      const path = new Float64Array(length)
      noise.add(path, 0, length, random)
      for (let i = 0; i < length; i++)
        for (let j = 0; j <= i; j++) products[i * length + j] += path[i] * path[j]
    }
    for (let i = 0; i < length; i++) {
      for (let j = 0; j <= i; j++) {
        const r = noise.correlation(i - j)
        // sd of a sample covariance of normals: s² √((1 + r²)/runs); four and a half of them for 15 pairs.
        const error = 0.16 * Math.sqrt((1 + r * r) / runs)
        expect(Math.abs(products[i * length + j] / runs - 0.16 * r)).toBeLessThan(4.5 * error)
      }
    }
  })

  it('is found again in its correlations at lags 1 and 2', () => {
    for (const [model, values] of [
      [ar2, [0.08, 0.7, -0.4]],
      [whiteAr1, [0.08, 0.8, 0.3]],
    ] as const) {
      const noise = model.of(values, 0.2)
      model.valuesOf(noise.sd, noise.correlation(1), 0.2, noise.correlation(2)).forEach((v, i) => {
        expect(v).toBeCloseTo(values[i], 10)
      })
      const alone = model.of(model.valuesOf(0.4, 0.5, 0.2), 0.2)
      expect(alone.sd).toBeCloseTo(0.4, 12)
      expect(alone.correlation(1)).toBeCloseTo(0.5, 2)
      // Moments that no such noise has are brought to the nearest that one can start from.
      for (const second of [-0.9, 0, 1]) {
        const at = model.valuesOf(0.4, 0.1, 0.2, second)
        model.parameters.forEach(({ name }, i) => {
          expect(at[i]).toBeGreaterThan(model.allowed[name].above)
          expect(at[i]).toBeLessThan(model.allowed[name].below)
        })
      }
    }
  })

  it('tells the sd of its white part in the recording’s unit', () => {
    const derived = whiteAr1.derived({ modelDt: 0.2, dt: 0.1, gain: 25, unit: 'mV' })
    expect(derived.white.of(0.25, 0.08)).toBeCloseTo(0.5 * 0.4 * 25, 12)
    expect(derived.rho.of(0.8)).toBeCloseTo(-0.1 / Math.log(0.8), 12)
  })
})
