import type { Noise, NoiseModel } from '../../noise-model.ts'
import { correlationTime } from '../ar1/ar1-noise.ts'
import { correlationAtStep } from '../ar1/correlation-at-step.ts'
import { armaNoise } from '../arma/arma-noise.ts'
import { armaProcess } from '../arma/arma-process.ts'
import { derivedStrength, noiseSd, strength, strengthOf } from '../strength.ts'

/** Limits of initial values: of the white fraction, and the highest correlation. */
const [least, most] = [0.02, 0.98]
const highest = 0.995

/**
 * White noise and AR(1) noise in one trace, as of an amplifier and a membrane: independent of each other, together of
 * marginal standard deviation s = σ/Δt, the white part having the share w of the variance. Lag-k correlation:
 * (1 − w) ρᵏ. It is an ARMA(1,1) process. At another step the shares stay and ρ is the AR(1) part's
 * (correlationAtStep): exact at any ratio for ρ ≥ 0, since white noise is white at any step.
 */
export const whiteAr1: NoiseModel = {
  kind: 'white+ar1',
  name: 'white + AR(1)',
  parameters: [
    strength,
    {
      name: 'rho',
      symbol: 'ρ',
      unit: null,
      meaning: 'correlation of the AR(1) part of the noise from one sample to the next',
      group: 'noise',
    },
    {
      name: 'white',
      symbol: 'w',
      unit: null,
      meaning: 'white fraction: share of the noise’s variance that is white',
      group: 'noise',
    },
  ],
  allowed: {
    sigma: { above: 0, below: Number.POSITIVE_INFINITY },
    rho: { above: -1, below: 1 },
    white: { above: 0, below: 1 },
  },
  usual: { white: { kind: 'uniform', lower: 0.01, upper: 0.99 } },
  hasLikelihood: true,
  sums: false,
  checks: ['tails', 'whiteness'],
  of: ([sigma, rho, white], dt) => whiteAr1Noise(noiseSd(sigma, dt), rho, white),
  correlations: ['rho'],
  /** Correlations at lag 1 and 2 are (1 − w) ρ and (1 − w) ρ². Without the second, the white fraction is 1/2. */
  valuesOf(sd, correlation, dt, second) {
    const told = second === undefined ? 2 * correlation : second / correlation
    const rho = Math.min(highest, Math.max(-highest, Number.isFinite(told) ? told : 0))
    const white = rho === 0 ? 0.5 : 1 - correlation / rho
    return [strengthOf(sd, dt), rho, Math.min(most, Math.max(least, white))]
  },
  derived(sampling) {
    const { dt } = sampling
    const sigma = derivedStrength(sampling)
    const white = {
      label: 'sd of the white part',
      unit: sigma.unit,
      with: 'sigma',
      of: (w: number, strengthOfAll = 0) => sigma.of(strengthOfAll) * Math.sqrt(w),
    }
    if (dt === null) return { sigma, white }
    return {
      sigma,
      rho: { label: 'correlation time of the AR(1) part', unit: 'ms', of: (rho) => correlationTime(rho, dt) },
      white,
    }
  },
}

/** @param s marginal sd of the sum @param rho lag-1 correlation of the AR(1) part @param white share of variance */
export function whiteAr1Noise(s: number, rho: number, white: number): Noise {
  const variance = s * s
  return {
    ...armaNoise(armaProcess(rho, 0, variance, (1 - white) * rho * variance)),
    sd: s,
    correlation: (lag) => (lag === 0 ? 1 : (1 - white) * rho ** lag),
    atStep: (ratio) => whiteAr1Noise(s, correlationAtStep(rho, ratio), white),
  }
}
