import type { EffectScale } from '../../contract/groups.ts'

/** A scale that a parameter is compared on: rising functions from it and to it, and the slope's logarithm. */
export interface ScaleMap {
  to(x: number): number
  from(z: number): number
  /** log |dz/dx| at x. */
  logSlope(x: number): number
}

const maps: Record<EffectScale, ScaleMap> = {
  difference: { to: (x) => x, from: (z) => z, logSlope: () => 0 },
  ratio: { to: Math.log, from: Math.exp, logSlope: (x) => -Math.log(x) },
  // Fisher's z: the spread of a correlation near ±1 is that of one near 0.
  correlation: { to: Math.atanh, from: Math.tanh, logSlope: (x) => -Math.log1p(-x * x) },
}

export function scaleMap(scale: EffectScale): ScaleMap {
  return maps[scale]
}

const correlations: ReadonlySet<string> = new Set(['rho', 'rhoR', 'phi2'])

/**
 * The scale that a parameter is compared on where nobody names one: that of a correlation, by its name; ratios of one that no
 * prior gives values below 0; differences of any other.
 * @param lower the prior's lower limit in each of the reports @param upper and its upper one
 */
export function naturalScale(name: string, lower: readonly number[], upper: readonly number[]): EffectScale {
  const inside = lower.every((x) => x >= -1) && upper.every((x) => x <= 1)
  if (correlations.has(name) && inside) return 'correlation'
  return lower.every((x) => x >= 0) ? 'ratio' : 'difference'
}

/** What stands between two conditions that do not differ: 0, or a ratio of 1. */
export function noEffect(scale: EffectScale): number {
  return scale === 'ratio' ? 1 : 0
}

/** The effect between two centres, on the parameter's own scale: to less from, or to over from. */
export function effectBetween(scale: EffectScale, from: number, to: number): number {
  const map = scaleMap(scale)
  return scale === 'ratio' ? Math.exp(to - from) : map.from(to) - map.from(from)
}
