import { describe, expect, it } from 'vitest'
import { applyPrior } from '../../../src-main/inference/apply-prior.ts'
import { createTarget } from '../../../src-main/inference/target.ts'
import { narrowPrior } from '../../../src-main/model/composition/narrow-prior.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { ar1Noise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { white, whiteNoise } from '../../../src-main/model/noise/white/white-noise.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'
import { findGaps } from '../../../src-main/signal/gaps.ts'
import { mean, sd } from '../../support/statistics.ts'

const { rho, ...withoutRho } = rudi2022.parameters
const file = { ...rudi2022, version: 3, noise: { kind: 'white' }, parameters: withoutRho } as const

/** The definition: a sum of normal densities. */
const logNormal = (x: number, s: number): number => -0.5 * (x / s) ** 2 - Math.log(s * Math.sqrt(2 * Math.PI))

describe('white noise', () => {
  const residuals = [0.3, -0.7, 1.1, 0.05, -0.2]
  const s = 0.45

  it('has the likelihood of independent normals, of samples that are there', () => {
    const noise = whiteNoise(s)
    const all = residuals.reduce((sum, r) => sum + logNormal(r, s), 0)
    const squares = residuals.reduce((sum, r) => sum + r * r, 0)
    expect(noise.logLikelihoodOfSums([squares, Number.NaN, Number.NaN, Number.NaN], 0, 5)).toBeCloseTo(
      all,
      12,
    )
    expect(noise.logLikelihood(findGaps(residuals)!, residuals, 0)).toBeCloseTo(all, 12)
    const missing = residuals.with(2, Number.NaN)
    const rest = all - logNormal(residuals[2], s)
    expect(noise.logLikelihood(findGaps(missing)!, missing, 0)).toBeCloseTo(rest, 12)
  })

  it('is AR(1) without correlation in every respect', () => {
    const [noise, same] = [whiteNoise(s), ar1Noise(s, 0)]
    const gaps = findGaps(residuals)!
    expect(noise.logLikelihood(gaps, residuals, 0)).toBeCloseTo(same.logLikelihood(gaps, residuals, 0), 12)
    expect(noise.whitened(residuals)).toEqual(same.whitened(residuals))
    expect([0, 1, 7].map(noise.correlation)).toEqual([0, 1, 7].map(same.correlation))
    expect(noise.sd).toBe(same.sd)
  })

  it('is drawn with its standard deviation, and no sample knows of another', () => {
    const n = 100_000
    const trace = new Float64Array(n)
    whiteNoise(s).add(trace, 0, n, createRandom(8))
    // Four and a half standard errors: s/√n, and √(2/n) of the variance.
    expect(Math.abs(mean(trace))).toBeLessThan((4.5 * s) / Math.sqrt(n))
    expect(Math.abs((sd(trace) / s) ** 2 - 1)).toBeLessThan(4.5 * Math.sqrt(2 / n))
    const lag1 = trace.reduce((sum, x, i) => (i ? sum + x * trace[i - 1] : 0), 0) / (n * s * s)
    expect(Math.abs(lag1)).toBeLessThan(4.5 / Math.sqrt(n))
  })
})

describe('a prior with white noise', () => {
  const prior = createPrior(file)

  it('has no ρ, and asks the noise for all that belongs to it', () => {
    expect(prior.parameters.map(({ name }) => name)).toEqual(['theta0', 'theta1', 'sigma'])
    expect(prior.noiseModel).toBe(white)
    expect(prior.noise([0.4, 0.4, 0.07], 0).sd).toBeCloseTo(0.35, 12)
  })

  it('is refused where it names ρ, and one with AR(1) noise where it does not', () => {
    expect(() => createPrior({ ...file, parameters: { ...file.parameters, rho } })).toThrow(
      /names rho.*not expected/,
    )
    expect(() => createPrior({ ...file, noise: { kind: 'ar1' } })).toThrow(/needs.*rho/)
    expect(() => createPrior({ ...file, noise: undefined })).toThrow(/needs.*rho/)
  })

  it('has the posterior of AR(1) noise whose ρ is known to be 0', () => {
    const fixed = createPrior({
      ...file,
      noise: { kind: 'ar1' },
      parameters: { ...withoutRho, rho: { kind: 'fixed', value: 0 } },
    })
    const n = 20
    const { traces, parameters } = createBatchSource(prior, n)(createRandom(2))
    for (const hole of [0, 40]) {
      const observed = traces.slice(0, prior.grid.points).fill(Number.NaN, 100, 100 + hole)
      const z = new Float64Array(n * 3)
      for (let k = 0; k < n; k++) prior.toUnbounded(parameters, k * 3, z, k * 3)
      const [own, other] = [prior, fixed].map((one) => {
        const out = new Float64Array(n)
        const simulator = createSimulator(one.forward)
        createTarget(one, simulator, observed).logDensity(z, n, out, new Float64Array(0))
        return out
      })
      for (let k = 0; k < n; k++) expect(Math.abs(own[k] - other[k])).toBeLessThan(1e-9 * Math.abs(other[k]))
    }
  })

  it('in the place of one with AR(1) noise leaves the network’s proposals a start', () => {
    expect(applyPrior(createPrior(rudi2022), prior)).toEqual({ prior, use: 'translated' })
  })

  it('stays one with white noise where it is narrowed', () => {
    const names = prior.parameters.map(({ name }) => name)
    const narrowed = narrowPrior(file, names, [
      [0.3, 0.3, 0.06],
      [0.5, 0.5, 0.08],
    ])
    expect(narrowed).toMatchObject({ version: 3, noise: { kind: 'white' } })
    expect(createPrior(narrowed).noiseModel).toBe(white)
  })
})
