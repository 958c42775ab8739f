import type { ParameterDescription } from '../../contract/common.ts'
import type { DerivedParameter } from '../derived-parameter.ts'
import type { Sampling } from '../noise-model.ts'

/** σ of every noise here: its standard deviation times Δt in ms (definition of Rudi, Bessac & Lenzi's poster). */
export const strength: ParameterDescription = {
  name: 'sigma',
  symbol: 'σ',
  unit: null,
  meaning: 'strength of the noise; its standard deviation is σ/Δt',
  group: 'noise',
}

/** Marginal standard deviation s of the noise, in the unit of the trace, from σ and Δt (ms). */
export function noiseSd(sigma: number, dt: number): number {
  return sigma / dt
}

/** σ from the marginal standard deviation and Δt (ms). */
export function strengthOf(sd: number, dt: number): number {
  return sd * dt
}

/** σ as the standard deviation of the noise, in the recording's unit. */
export function derivedStrength({ modelDt, gain, unit }: Sampling): DerivedParameter {
  return { label: 'noise sd', unit, of: (sigma) => noiseSd(sigma, modelDt) * Math.abs(gain) }
}
