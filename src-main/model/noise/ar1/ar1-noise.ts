import type { Noise, NoiseModel } from '../../noise-model.ts'
import type { Random } from '../../random.ts'
import { derivedStrength, noiseSd, strength, strengthOf } from '../strength.ts'
import { ar1NoiseAt } from './at-places.ts'
import { correlationAtStep } from './correlation-at-step.ts'
import { ar1Whitener, gappedLogLikelihood } from './gaps.ts'
import { ar1LogLikelihood } from './likelihood.ts'

/** Stationary AR(1) noise, η(tᵢ) = ρ η(tᵢ₋₁) + ε(tᵢ), with marginal standard deviation s = σ/Δt. */
export const ar1: NoiseModel = {
  kind: 'ar1',
  name: 'AR(1)',
  parameters: [
    strength,
    {
      name: 'rho',
      symbol: 'ρ',
      unit: null,
      meaning: 'autocorrelation of the noise from one sample to the next',
      group: 'noise',
    },
  ],
  allowed: {
    sigma: { above: 0, below: Number.POSITIVE_INFINITY },
    rho: { above: -1, below: 1 },
  },
  hasLikelihood: true,
  checks: ['tails', 'whiteness'],
  of: ([sigma, rho], dt) => ar1Noise(noiseSd(sigma, dt), rho),
  correlations: ['rho'],
  valuesOf: (sd, correlation, dt) => [strengthOf(sd, dt), correlation],
  derived(sampling) {
    const { dt } = sampling
    const sigma = derivedStrength(sampling)
    if (dt === null) return { sigma }
    return {
      sigma,
      rho: { label: 'correlation time', unit: 'ms', of: (rho) => correlationTime(rho, dt) },
    }
  },
}

/** @param s marginal standard deviation @param rho lag-1 correlation */
export function ar1Noise(s: number, rho: number): Noise {
  return {
    sd: s,
    correlation: (lag) => rho ** lag,
    add: (trace, from, n, random) => addNoise(trace, from, n, s, rho, random),
    logLikelihoodOfSums: (sums, at, n) => ar1LogLikelihood(sums, at, n, s, rho),
    logLikelihood: (gaps, residuals, from) => gappedLogLikelihood(gaps, residuals, from, s, rho),
    // The innovations (rᵢ − ρ rᵢ₋₁)/(s √(1−ρ²)): a missing sample removes its own and the next one's.
    whitened(residuals) {
      const scale = s * Math.sqrt(1 - rho * rho)
      return residuals.map((r, i) => (i === 0 ? r / s : (r - rho * residuals[i - 1]) / scale))
    },
    whitener: (gaps, n) => ar1Whitener(gaps, n, s, rho),
    atStep: (ratio) => ar1Noise(s, correlationAtStep(rho, ratio)),
    atPlaces: (places) => ar1NoiseAt(s, rho, places),
  }
}

/** Correlation time, after which the correlation is 1/e, in the unit of dt: −Δt/ln ρ; 0 where ρ is not positive. */
export function correlationTime(rho: number, dt: number): number {
  return rho > 0 ? -dt / Math.log(rho) : 0
}

/** Adds one realization to `trace[from … from+n)`; s is the marginal standard deviation. */
export function addNoise(
  trace: Float32Array | Float64Array,
  from: number,
  n: number,
  s: number,
  rho: number,
  random: Random,
): void {
  const innovation = s * Math.sqrt(1 - rho * rho)
  let eta = s * random.normal()
  trace[from] += eta
  for (let i = from + 1; i < from + n; i++) {
    eta = rho * eta + innovation * random.normal()
    trace[i] += eta
  }
}
