import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../../src-main/inference/checks/evidence.ts'
import { priorConflict } from '../../../src-main/inference/checks/prior-conflict.ts'
import { maximizeLikelihood } from '../../../src-main/inference/estimate/maximize-likelihood.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { dt, evidenceOf, prior, rho, s, simulator, spread } from './evidence.ts'

const truth = Float64Array.of(0.4, 0.4, s * dt, rho)

describe('uphill in the likelihood', () => {
  it('ends where twice what is gained over the truth is χ² with as many degrees of freedom as parameters', () => {
    const gains = Array.from({ length: 60 }, (_, k) => {
      const { observed, best } = evidenceOf({ seed: k + 1 })
      return (
        2 * (maximizeLikelihood(prior, simulator, observed, truth, spread).logLikelihood - best.logLikelihood)
      )
    })
    // Wilks: mean 4, variance 8; three standard errors of 60, and what moments lose against the likeliest noise.
    const mean = gains.reduce((a, b) => a + b, 0) / gains.length
    expect(Math.abs(mean - 4)).toBeLessThan(3 * Math.sqrt(8 / 60) + 0.2)
  })

  it('comes to the same place from a start three standard deviations away, with missing samples too', () => {
    for (const put of [
      (x: Float32Array) => x,
      (x: Float32Array) => x.map((v, i) => (i % 97 < 5 ? Number.NaN : v)),
    ]) {
      const { observed } = evidenceOf({ put })
      const near = maximizeLikelihood(prior, simulator, observed, truth, spread)
      const far = maximizeLikelihood(
        prior,
        simulator,
        observed,
        Float64Array.of(0.415, 0.365, 0.09, 0.9),
        spread,
      )
      expect(far.logLikelihood).toBeGreaterThan(near.logLikelihood - 0.3)
      for (const j of [0, 1]) expect(Math.abs(far.values[j] - near.values[j])).toBeLessThan(spread[j])
    }
  })
})

describe('a prior', () => {
  /** The best of a posterior under another prior of θ₀: here the likeliest fit with θ₀ held at a value. */
  const heldAt = (
    theta0: number,
    limits: { mean: number; sd: number; lower: number; upper: number },
    seed = 1,
  ) => {
    const applied = createPrior({
      ...rudi2022,
      parameters: { ...rudi2022.parameters, theta0: { kind: 'truncatedNormal', ...limits } },
    })
    const held = createPrior({
      ...rudi2022,
      parameters: { ...rudi2022.parameters, theta0: { kind: 'fixed', value: theta0 } },
    })
    const evidence = evidenceOf({ seed })
    const within = maximizeLikelihood(held, simulator, evidence.observed, truth.slice(1), spread.slice(1))
    // Within the prior's limits of the noise.
    const [theta1, sigma, r] = within.values
    const values = Float64Array.of(theta0, theta1, Math.min(0.099, sigma), Math.min(0.91, r))
    const best = { ...within, values }
    const unrestricted = maximizeLikelihood(prior, simulator, evidence.observed, truth, spread)
    return priorConflict({ ...evidence, prior: applied, priorChanged: true, best, unrestricted } as Evidence)
  }

  it('that holds the truth does not contradict the data', () => {
    for (let seed = 1; seed <= 20; seed++) {
      expect(heldAt(0.4, { mean: 0.4, sd: 0.1, lower: 0, upper: 1 }, seed)).toMatchObject({
        level: 'ok',
        cause: null,
      })
    }
  })

  it('that excludes the truth is named, with its limit and what is likeliest', () => {
    expect(heldAt(0.605, { mean: 0.75, sd: 0.1, lower: 0.6, upper: 1 })).toMatchObject({
      check: 'priorConflict',
      level: 'unreliable',
      cause: 'prior',
      text: expect.stringMatching(
        /^The prior conflicts with the data: θ₀ is at the prior’s lower limit 0\.6, with maximum likelihood near 0\.(39|4|41)\./,
      ),
    })
  })

  it('that pulls from far away is named, even where the data overrule most of it', () => {
    expect(heldAt(0.42, { mean: 0.6, sd: 0.01, lower: -0.2, upper: 1 })).toMatchObject({
      level: 'unreliable',
      text: expect.stringMatching(
        /^The prior conflicts with the data: θ₀ has its maximum likelihood near 0\.\d+, far in/,
      ),
    })
  })

  it('whose noise is too strong for the recording is named by that', () => {
    const evidence = evidenceOf()
    const unrestricted = { ...evidence.best, values: Float64Array.of(0.4, 0.4, 0.002, 0.8) }
    unrestricted.logLikelihood += 500
    expect(priorConflict({ ...evidence, unrestricted })).toMatchObject({
      level: 'caution',
      text: expect.stringMatching(
        /σ is at the prior’s lower limit 0\.04, with maximum likelihood near 0\.002\. The recording has less noise/,
      ),
    })
  })

  it('is not judged where nothing was found without it', () => {
    expect(priorConflict(evidenceOf()).level).toBe('ok')
  })
})
