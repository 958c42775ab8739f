import { average, variance } from '../../signal/statistics/moments.ts'
import type { PriorOnScale } from './prior-on-scale.ts'

/** Draws of a posterior counted on a grid, with the prior on it, in standard deviations from their mean. */
export interface TiltedGrid {
  mean: number
  sd: number
  /** Places, standardized. */
  t: Float64Array
  /** Share of the draws at each place. */
  share: Float64Array
  /** Logarithm of the prior at each place; −∞ outside its limits. */
  logPrior: Float64Array
}

const [points, reach] = [241, 8]

/** @param draws equally weighted, on the scale of the effect */
export function tiltedGrid(draws: Float64Array, prior: PriorOnScale): TiltedGrid {
  const mean = average(draws)
  const sd = Math.sqrt(variance(draws))
  const from = Math.max(-reach, (prior.lower - mean) / sd)
  const to = Math.min(reach, (prior.upper - mean) / sd)
  const step = (to - from) / points
  const t = Float64Array.from({ length: points }, (_, i) => from + (i + 0.5) * step)
  const share = new Float64Array(points)
  for (const draw of draws) {
    const place = Math.floor(((draw - mean) / sd - from) / step)
    share[Math.min(points - 1, Math.max(0, place))] += 1 / draws.length
  }
  return { mean, sd, t, share, logPrior: t.map((at) => prior.logDensity(mean + sd * at)) }
}
