import type { Random } from '../../random.ts'

/** A distribution of one number at work, with its map to a coordinate that has no limits. */
export interface ContinuousDistribution {
  /** Limits of its support, which do not belong to it; ±∞ where there is none. */
  readonly lower: number
  readonly upper: number
  /** The range to draw it over: nearly all of it. */
  readonly shown: { lower: number; upper: number }
  readonly mean: number
  readonly sd: number
  sample(random: Random): number
  /** Logarithm of the density at x; −∞ outside the support. */
  logDensity(x: number): number
  /** The x below which lies the share p, 0 < p < 1. */
  quantile(p: number): number
  /** From the support to −∞ … ∞, rising. */
  toUnbounded(x: number): number
  fromUnbounded(z: number): number
  /** log |dx/dz| at z. */
  logJacobian(z: number): number
}
