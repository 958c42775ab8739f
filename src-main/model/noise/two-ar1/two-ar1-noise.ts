import { type Gaps, gapsBetween } from '../../../signal/gaps.ts'
import type { Noise, NoiseModel } from '../../noise-model.ts'
import { ar1, ar1Noise } from '../ar1/ar1-noise.ts'
import { noiseSd, strengthOf } from '../strength.ts'

/**
 * Noise of two outputs, independent of each other, each a stationary AR(1) process with its own marginal standard
 * deviation s = σ/Δt and correlation ρ; white where ρ is fixed at 0. The data are the first output's samples, then as
 * many of the second's; the noise does not continue from one to the other.
 */
export const twoAr1: NoiseModel = {
  kind: 'two-ar1',
  name: 'AR(1) of each output',
  observables: ['two-outputs'],
  parameters: [
    { ...ar1.parameters[0], meaning: 'strength of the membrane potential’s noise; its sd is σ/Δt' },
    {
      ...ar1.parameters[1],
      meaning: 'correlation of the membrane potential’s noise from one sample to the next',
    },
    {
      ...ar1.parameters[0],
      name: 'sigmaR',
      symbol: 'σᵣ',
      meaning: 'strength of the recovery variable’s noise; its sd is σᵣ/Δt',
    },
    {
      ...ar1.parameters[1],
      name: 'rhoR',
      symbol: 'ρᵣ',
      meaning: 'correlation of the recovery variable’s noise from one sample to the next',
    },
  ],
  allowed: { ...ar1.allowed, sigmaR: ar1.allowed.sigma, rhoR: ar1.allowed.rho },
  hasLikelihood: true,
  sums: false,
  checks: ar1.checks,
  of: ([sigma, rho, sigmaR, rhoR], dt) =>
    twoNoises(ar1Noise(noiseSd(sigma, dt), rho), ar1Noise(noiseSd(sigmaR, dt), rhoR)),
  correlations: ['rho', 'rhoR'],
  // Pooled residuals of both give one value of each; the likelihood separates them from there.
  valuesOf: (sd, correlation, dt) => [strengthOf(sd, dt), correlation, strengthOf(sd, dt), correlation],
  derived(sampling) {
    const own = ar1.derived(sampling)
    return { ...own, sigmaR: own.sigma, ...(own.rho && { rhoR: own.rho }) }
  },
}

/** Independent noises of two traces of equal length, the second after the first. */
export function twoNoises(first: Noise, second: Noise): Noise {
  const both = [first, second]
  return {
    sd: first.sd,
    sds: ({ length }) => Float64Array.from({ length }, (_, i) => both[i < length / 2 ? 0 : 1].sd),
    outputs: both,
    correlation: first.correlation,
    add(data, from, n, random) {
      for (const [k, noise] of both.entries()) noise.add(data, from + (k * n) / 2, n / 2, random)
    },
    // Sums over both do not separate their contributions.
    logLikelihoodOfSums: () => Number.NaN,
    logLikelihood(gaps, residuals, from) {
      const half = (residuals.length - from) / 2
      const ofEach = halvesOf(gaps, half)
      return both.reduce((sum, noise, k) => {
        const own = ofEach[k]
        return own ? sum + noise.logLikelihood(own, residuals, from + k * half) : sum
      }, 0)
    },
    whitened(residuals) {
      const half = residuals.length / 2
      return [...first.whitened(residuals.slice(0, half)), ...second.whitened(residuals.slice(half))]
    },
    atStep: (ratio) => twoNoises(first.atStep(ratio), second.atStep(ratio)),
  }
}

/** Cached, since thousands of likelihoods have the same gaps. */
const halves = new WeakMap<Gaps, readonly (Gaps | null)[]>()

/** The present samples of each of two outputs; null for an output without any. */
function halvesOf(gaps: Gaps, half: number): readonly (Gaps | null)[] {
  const known = halves.get(gaps)
  if (known) return known
  const made = [gapsBetween(gaps, 0, half), gapsBetween(gaps, half, 2 * half)]
  halves.set(gaps, made)
  return made
}
