import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { priorAtTimes } from '../../../src-main/model/composition/prior-at-times.ts'
import { ar1Noise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { ar1NoiseAt } from '../../../src-main/model/noise/ar1/at-places.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'
import { findGaps } from '../../../src-main/signal/gaps.ts'
import { autocorrelation } from '../../../src-main/signal/statistics/autocorrelation.ts'
import { presetOn } from '../../support/priors.ts'

/** By SciPy: make-uneven.py. */
const scipy: {
  dt: number
  times: number[]
  cases: {
    theta: number[]
    sd: number
    rho: number
    u: number[]
    residuals: number[]
    logDensity: number
    missing: number[]
    logDensityWithGaps: number
  }[]
} = JSON.parse(readFileSync(`${import.meta.dirname}/uneven.json`, 'utf8'))
const times = Float64Array.from(scipy.times)
const mean = (times[119] - times[0]) / 119

/** The largest difference from SciPy's membrane potential at these times. */
function errors(substeps: number, kind: 'kernel' | 'reference'): number[] {
  const own = priorAtTimes(createPrior(presetOn({ points: 310, substeps })), times, mean)
  const theta = Float64Array.from(scipy.cases.flatMap((one) => one.theta))
  const u = new Float32Array(scipy.cases.length * times.length)
  const simulator = createSimulator(own.forward, kind)
  expect(simulator.kind).toBe(kind)
  simulator.predictions(theta, scipy.cases.length, u)
  return scipy.cases.map((one, k) => Math.max(...one.u.map((v, i) => Math.abs(v - u[k * times.length + i]))))
}

describe('predictions at times that are not evenly spaced', () => {
  // On the grid the solver is off by 0.0017 at most (../shared/science.md); between its steps the cubics add less.
  it.each(['kernel', 'reference'] as const)('are as good as the solver on its grid (%s)', (kind) => {
    expect(Math.max(...errors(4, kind))).toBeLessThan(0.002)
  })

  it('come closer with the fourth power of the step, as the solver and cubics do', () => {
    const [coarse, fine] = [errors(4, 'reference'), errors(8, 'reference')]
    for (let k = 0; k < coarse.length; k++) expect(fine[k]).toBeLessThan(coarse[k] / 8)
    expect(Math.max(...errors(16, 'reference'))).toBeLessThan(1e-5)
  })
})

describe('AR(1) noise in continuous time', () => {
  const places = times.map((t) => t / scipy.dt)
  const all = findGaps(scipy.cases[0].residuals)!

  it('has the density of the normal with these covariances', () => {
    for (const { sd, rho, residuals, logDensity } of scipy.cases) {
      expect(ar1NoiseAt(sd, rho, places).logLikelihood(all, residuals, 0)).toBeCloseTo(logDensity, 8)
    }
  })

  it('has it where samples are missing', () => {
    for (const { sd, rho, residuals, missing, logDensityWithGaps } of scipy.cases) {
      const there = residuals.map((r, i) => (missing.includes(i) ? Number.NaN : r))
      const found = ar1NoiseAt(sd, rho, places).logLikelihood(findGaps(there)!, there, 0)
      expect(found).toBeCloseTo(logDensityWithGaps, 8)
    }
  })

  it('is AR(1) noise where times are even', () => {
    const { sd, rho, residuals } = scipy.cases[0]
    const even = Float64Array.from(residuals, (_, i) => i)
    const [at, own] = [ar1NoiseAt(sd, rho, even), ar1Noise(sd, rho)]
    expect(at.logLikelihood(all, residuals, 0)).toBeCloseTo(own.logLikelihood(all, residuals, 0), 8)
    expect(at.correlation(3)).toBeCloseTo(own.correlation(3), 12)
    const [white, expected] = [at.whitened(residuals), own.whitened(residuals)]
    for (let i = 0; i < white.length; i++) expect(white[i]).toBeCloseTo(expected[i], 12)
  })

  it('is drawn with its standard deviation, and whitened to noise without memory', () => {
    const [sd, rho, n] = [0.3, 0.8, 40_000]
    const random = createRandom(5)
    let at = 0
    const long = Float64Array.from({ length: n }, () => (at += -Math.log(1 - random.uniform())))
    const noise = ar1NoiseAt(sd, rho, long)
    const trace = new Float64Array(n)
    noise.add(trace, 0, n, random)
    // The effective number of samples is some n/9: four standard errors.
    const variance = trace.reduce((sum, x) => sum + x * x, 0) / n
    expect(Math.abs(variance / sd ** 2 - 1)).toBeLessThan(4 * Math.sqrt((2 * 5) / n))
    const white = noise.whitened(Array.from(trace))
    expect(Math.abs(white.reduce((sum, x) => sum + x * x, 0) / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n))
    for (const r of autocorrelation(white, 3).slice(1)) expect(Math.abs(r)).toBeLessThan(4 / Math.sqrt(n))
    expect(autocorrelation(Array.from(trace), 1)[1]).toBeCloseTo(noise.correlation(1), 1)
  })
})

describe('a prior at times of its own', () => {
  it('keeps what its parameters mean', () => {
    const own = priorAtTimes(createPrior(rudi2022), times, mean)
    const noise = own.noise(Float64Array.of(0.4, 0.4, 0.07, 0.8), 0)
    expect(own.size).toBe(120)
    expect(noise.sd).toBeCloseTo(0.35, 12)
    const steps = Array.from(times.subarray(1), (t, i) => 0.8 ** ((t - times[i]) / 0.2))
    expect(noise.correlation(1)).toBeCloseTo(steps.reduce((sum, r) => sum + r, 0) / 119, 12)
  })
})
