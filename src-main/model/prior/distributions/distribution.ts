import type { Random } from '../../random.ts'

/** A univariate distribution, with a map to an unbounded coordinate. */
export interface ContinuousDistribution {
  /** Limits of its support, exclusive; ±∞ where there is none. */
  readonly lower: number
  readonly upper: number
  /** Range of plots: nearly all of it. */
  readonly shown: { lower: number; upper: number }
  readonly mean: number
  readonly sd: number
  sample(random: Random): number
  /** Logarithm of the density at x; −∞ outside the support. */
  logDensity(x: number): number
  /** The p-quantile, 0 < p < 1. */
  quantile(p: number): number
  /** From the support to −∞ … ∞, increasing. */
  toUnbounded(x: number): number
  fromUnbounded(z: number): number
  /** log |dx/dz| at z. */
  logJacobian(z: number): number
}
