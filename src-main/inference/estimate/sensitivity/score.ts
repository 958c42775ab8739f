import { solveSymmetric } from '../../../signal/statistics/solve-symmetric.ts'
import type { AtValue } from './at-value.ts'
import { difference, dot, inCoordinates, type Linearized } from './linearize.ts'

/** Efficient score of a fixed value, beyond what the estimated coordinates can compensate. */
export interface Score {
  /**
   * Score of the value over its standard error: standard normal where the value is right. z²/2 is the log likelihood
   * that freeing it would gain.
   */
  z: number
  /** Standard error that an estimate of the value would have. */
  error: number
  /** One-step estimate of the value. */
  estimate: number
  /** Derivative of the compensating coordinates by the value. */
  tangent: Float64Array
  /** Derivative of the whitened residuals by the value, at fixed coordinates. */
  slope: number[]
}

/**
 * The efficient score (Rao 1948; the Lagrange multiplier test): the derivative of the predictions by the value, less
 * its projection on those by the estimated coordinates, times the residuals, all whitened.
 * @param h step of the difference
 * @param below, above the posterior where the value is h less and h more
 */
export function scoreOf(
  here: Linearized,
  value: number,
  { below, above, h }: { below: AtValue; above: AtValue; h: number },
): Score {
  const [up, down] = [above, below].map(
    (at) => at.whitened(at.densities(here.z, 1).values, 1, here.values)[0],
  )
  const slope = difference(up, down, h)
  const cross = Float64Array.from(here.slopes, (own) => dot(own, slope))
  const y = solveSymmetric(here.information, cross).map((x) => -x)
  const efficient = slope.map((x, i) => here.slopes.reduce((sum, own, j) => sum + own[i] * y[j], x))
  const information = dot(efficient, efficient)
  const score = -dot(efficient, here.residuals)
  return {
    z: score / Math.sqrt(information),
    error: 1 / Math.sqrt(information),
    estimate: value + score / information,
    tangent: inCoordinates(here.L, y),
    slope,
  }
}
