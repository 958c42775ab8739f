import type { Noise, NoiseModel } from '../../noise-model.ts'
import { armaNoise } from '../arma/arma-noise.ts'
import { armaProcess } from '../arma/arma-process.ts'
import { derivedStrength, noiseSd, strength, strengthOf } from '../strength.ts'

/** Initial partial autocorrelations are at most this in magnitude. */
const furthest = 0.98

/**
 * Stationary AR(2) noise, ηᵢ = a₁ ηᵢ₋₁ + a₂ ηᵢ₋₂ + εᵢ, with marginal standard deviation s = σ/Δt, by its lag-1
 * correlation ρ and its partial autocorrelation φ₂ at lag 2: a₁ = ρ (1 − φ₂), a₂ = φ₂. Every (ρ, φ₂) in (−1, 1)² is
 * stationary and every stationary AR(2) process has one (Barndorff-Nielsen & Schou 1973).
 *
 * Every kth sample of AR(2) is ARMA(2,1), and AR(2) is not defined between samples, so that two parameters at one step
 * do not determine it at another. ρ and φ₂ are therefore those **from one compared sample to the next**
 * (`ofComparedSamples`): the noise of the samples in the likelihood is AR(2), whatever lies between them. Noise of
 * known parameters can be taken at every kth of its samples, which is exact.
 */
export const ar2: NoiseModel = {
  kind: 'ar2',
  name: 'AR(2)',
  parameters: [
    strength,
    {
      name: 'rho',
      symbol: 'ρ',
      unit: null,
      meaning: 'autocorrelation of the noise from one compared sample to the next',
      group: 'noise',
    },
    {
      name: 'phi2',
      symbol: 'φ₂',
      unit: null,
      meaning: 'partial autocorrelation of the noise at lag 2, of compared samples; 0 is AR(1)',
      group: 'noise',
    },
  ],
  allowed: {
    sigma: { above: 0, below: Number.POSITIVE_INFINITY },
    rho: { above: -1, below: 1 },
    phi2: { above: -1, below: 1 },
  },
  // For samples closer together than the grid's points ρ is nearer to 1.
  usual: {
    rho: { kind: 'uniform', lower: -0.95, upper: 0.995 },
    phi2: { kind: 'uniform', lower: -0.95, upper: 0.95 },
  },
  hasLikelihood: true,
  sums: false,
  ofComparedSamples: true,
  checks: ['tails', 'whiteness'],
  of: ([sigma, rho, phi2], dt) => ar2Noise(noiseSd(sigma, dt), rho, phi2),
  correlations: [],
  valuesOf(sd, correlation, dt, second = correlation ** 2) {
    const partial = (second - correlation ** 2) / (1 - correlation ** 2)
    return [strengthOf(sd, dt), correlation, Math.min(furthest, Math.max(-furthest, partial))]
  },
  derived: (sampling) => ({ sigma: derivedStrength(sampling) }),
}

/** @param s marginal standard deviation @param rho lag-1 correlation @param phi2 partial autocorrelation at lag 2 */
export function ar2Noise(s: number, rho: number, phi2: number): Noise {
  return armaNoise(armaProcess(rho * (1 - phi2), phi2, s * s, rho * s * s))
}
