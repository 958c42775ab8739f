import type { SweepPrior } from '../../contract/groups.ts'
import type { ScaleMap } from './effect-scale.ts'

/** A posterior's marginal prior, on the scale of the effect. */
export interface PriorOnScale {
  /** Its limits; ±∞ where there is none. */
  lower: number
  upper: number
  mean: number
  sd: number
  /** Log density up to a constant; −∞ outside the limits. */
  logDensity(z: number): number
}

/** Lower limit of the log density relative to the highest, as densities may be stored as 0. */
const lowest = -60

/**
 * A prior from a report's curve: log density, linearly interpolated between the points and extrapolated beyond the
 * outermost ones. Exact for uniform and log-uniform priors, to (distance of two points / sd)²/8 for normal ones.
 */
export function priorOnScale({ lower, upper, density }: SweepPrior, map: ScaleMap): PriorOnScale {
  const points = density.x
    .map((x, i) => ({ x, y: density.y[i] }))
    .filter(({ x, y }) => y >= 0 && Number.isFinite(map.to(x)))
  const top = Math.max(...points.map(({ y }) => Math.log(y)))
  const z = Float64Array.from(points, ({ x }) => map.to(x))
  const log = Float64Array.from(points, ({ x, y }) => Math.max(Math.log(y) - top, lowest) - map.logSlope(x))
  const [from, to] = [map.to(lower), map.to(upper)]
  const logDensity = (at: number): number => {
    if (!(at > from && at < to)) return Number.NEGATIVE_INFINITY
    let [low, high] = [0, z.length - 1]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (z[middle] <= at) low = middle
      else high = middle
    }
    return log[low] + ((log[high] - log[low]) * (at - z[low])) / (z[high] - z[low])
  }
  return { lower: from, upper: to, ...moments(z, log), logDensity }
}

/** Mean and sd over the points, by the trapezoidal rule. */
function moments(z: Float64Array, log: Float64Array): { mean: number; sd: number } {
  const top = log.reduce((a, b) => Math.max(a, b))
  const last = z.length - 1
  const weights = log.map(
    (value, i) => Math.exp(value - top) * (z[Math.min(i + 1, last)] - z[Math.max(i - 1, 0)]),
  )
  const total = weights.reduce((a, b) => a + b)
  const mean = weights.reduce((sum, w, i) => sum + w * z[i], 0) / total
  return { mean, sd: Math.sqrt(weights.reduce((sum, w, i) => sum + w * (z[i] - mean) ** 2, 0) / total) }
}
