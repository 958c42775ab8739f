import type { Mixture } from '../mixture.ts'

/**
 * The mixture with every covariance multiplied by `spread`, and a share of each component `wide` times wider
 * (in standard deviations) beside it, for the tails.
 */
export function broaden(m: Mixture, spread: number, wideShare: number, wide: number): Mixture {
  const narrow = 1 / Math.sqrt(spread)
  return {
    ...m,
    components: 2 * m.components,
    weights: Float64Array.from([
      ...m.weights.map((w) => w * (1 - wideShare)),
      ...m.weights.map((w) => w * wideShare),
    ]),
    means: Float64Array.from([...m.means, ...m.means]),
    factors: Float64Array.from([
      ...m.factors.map((f) => f * narrow),
      ...m.factors.map((f) => (f * narrow) / wide),
    ]),
  }
}
