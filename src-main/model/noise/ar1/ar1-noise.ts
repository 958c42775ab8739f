import type { ParameterDescription } from '../../../contract/common.ts'
import type { Interval } from '../../interval.ts'
import type { Random } from '../../random.ts'

/**
 * Stationary AR(1) noise, η(tᵢ) = ρ η(tᵢ₋₁) + ε(tᵢ), with marginal standard deviation s = σ/Δt
 * (the definition of Rudi, Bessac & Lenzi's poster; Δt in ms).
 */
export const noiseParameters: readonly ParameterDescription[] = [
  {
    name: 'sigma',
    symbol: 'σ',
    unit: null,
    meaning: 'strength of the noise; its standard deviation is σ/Δt',
    group: 'noise',
  },
  {
    name: 'rho',
    symbol: 'ρ',
    unit: null,
    meaning: 'correlation of the noise from one sample to the next',
    group: 'noise',
  },
]

/** What they may be, by name. */
export const noiseAllowed: Readonly<Record<string, Interval>> = {
  sigma: { above: 0, below: Number.POSITIVE_INFINITY },
  rho: { above: -1, below: 1 },
}

/** Marginal standard deviation s of the noise, in the unit of the trace, from σ and Δt (ms). */
export function noiseSd(sigma: number, dt: number): number {
  return sigma / dt
}

/** Time after which the noise has forgotten 1 − 1/e of itself, in the unit of dt: −Δt/ln ρ; 0 where ρ is not positive. */
export function correlationTime(rho: number, dt: number): number {
  return rho > 0 ? -dt / Math.log(rho) : 0
}

/** A noise parameter said in a unit of the recording. */
export interface DerivedNoise {
  label: string
  unit: string
  of: (value: number) => number
}

/**
 * σ as the standard deviation of the noise and ρ as a correlation time, by name of the parameter.
 * @param dt ms of the recording between samples @param modelDt ms of the model between samples
 * @param gain recorded units in a model unit @param unit of the recorded voltage
 */
export function derivedNoise(
  modelDt: number,
  dt: number,
  gain: number,
  unit: string,
): Record<string, DerivedNoise> {
  return {
    sigma: { label: 'noise sd', unit, of: (sigma) => noiseSd(sigma, modelDt) * Math.abs(gain) },
    rho: { label: 'correlation time', unit: 'ms', of: (rho) => correlationTime(rho, dt) },
  }
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
