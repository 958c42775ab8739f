import type { Mixture } from '../mixture.ts'

/** A share of each component, with standard deviations `width` times as large. */
export interface Tail {
  share: number
  width: number
}

/** The mixture with every covariance multiplied by `spread`, plus wider copies of each component. */
export function broaden(m: Mixture, spread: number, tails: readonly Tail[]): Mixture {
  const narrow = 1 / Math.sqrt(spread)
  const core = { share: 1 - tails.reduce((sum, tail) => sum + tail.share, 0), width: 1 }
  const parts = [core, ...tails]
  return {
    ...m,
    components: parts.length * m.components,
    weights: Float64Array.from(parts.flatMap(({ share }) => Array.from(m.weights, (w) => w * share))),
    means: Float64Array.from(parts.flatMap(() => Array.from(m.means))),
    factors: Float64Array.from(
      parts.flatMap(({ width }) => Array.from(m.factors, (f) => (f * narrow) / width)),
    ),
  }
}
