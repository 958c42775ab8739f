import type { EffectScale } from '../../contract/groups.ts'

/** A scale on which a parameter is compared: increasing maps to and from it, and the logarithm of the slope. */
export interface ScaleMap {
  to(x: number): number
  from(z: number): number
  /** log |dz/dx| at x. */
  logSlope(x: number): number
}

const maps: Record<EffectScale, ScaleMap> = {
  difference: { to: (x) => x, from: (z) => z, logSlope: () => 0 },
  ratio: { to: Math.log, from: Math.exp, logSlope: (x) => -Math.log(x) },
  // Fisher's z transformation: equal spread of a correlation near ±1 and near 0.
  correlation: { to: Math.atanh, from: Math.tanh, logSlope: (x) => -Math.log1p(-x * x) },
}

export function scaleMap(scale: EffectScale): ScaleMap {
  return maps[scale]
}

const correlations: ReadonlySet<string> = new Set(['rho', 'rhoR', 'phi2'])

/**
 * The default scale of comparison: Fisher's z for a correlation, by its name; ratios where no prior allows values
 * below 0; differences otherwise.
 * @param lower the prior's lower limit in each of the reports @param upper and its upper one
 */
export function naturalScale(name: string, lower: readonly number[], upper: readonly number[]): EffectScale {
  const inside = lower.every((x) => x >= -1) && upper.every((x) => x <= 1)
  if (correlations.has(name) && inside) return 'correlation'
  return lower.every((x) => x >= 0) ? 'ratio' : 'difference'
}

/** The effect between two conditions that do not differ: 0, or a ratio of 1. */
export function noEffect(scale: EffectScale): number {
  return scale === 'ratio' ? 1 : 0
}

/** The effect between two centres, on the parameter's own scale: the difference to − from, or the ratio to / from. */
export function effectBetween(scale: EffectScale, from: number, to: number): number {
  const map = scaleMap(scale)
  return scale === 'ratio' ? Math.exp(to - from) : map.from(to) - map.from(from)
}
