import { average, variance } from '../../signal/statistics/moments.ts'
import type { PriorOnScale } from './prior-on-scale.ts'

/** Posterior draws binned on a grid, with the prior on it, standardized by their mean and sd. */
export interface TiltedGrid {
  mean: number
  sd: number
  /** Grid points, standardized. */
  t: Float64Array
  /** Fraction of the draws at each grid point. */
  share: Float64Array
  /** Log prior at each grid point; −∞ outside its limits. */
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
