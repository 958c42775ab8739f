import { lowPass, lowPassTwice } from '../low-pass.ts'

/**
 * Columns of the membrane potential under a known current, V = E + Rs·I + R·lowpass_τ(I) + S·lowpass_τ(lowpass_τs(I)):
 * 1, I, and the current low-passed with one and with two time constants, pA. With V in mV, weights are in mV and GΩ.
 * @param interval ms @param tau ms @param slow ms; null: without the slow part, three columns
 */
export function membraneColumns(
  current: Float64Array,
  interval: number,
  tau: number,
  slow: number | null,
): Float64Array[] {
  const columns = [new Float64Array(current.length).fill(1), current, lowPass(current, interval, tau)]
  if (slow !== null) columns.push(lowPassTwice(current, interval, slow, tau))
  return columns
}

/** Membrane potential without noise, mV. @param weights E (mV), Rs, R and S (GΩ), as many as columns */
export function membraneVoltage(columns: readonly Float64Array[], weights: ArrayLike<number>): Float64Array {
  return columns[0].map((_, i) => columns.reduce((sum, column, k) => sum + weights[k] * column[i], 0))
}
