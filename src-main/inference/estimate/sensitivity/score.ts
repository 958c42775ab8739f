import { solveSymmetric } from '../../../signal/statistics/solve-symmetric.ts'
import type { AtValue } from './at-value.ts'
import { difference, dot, inCoordinates, type Linearized } from './linearize.ts'

/** What the data say of a fixed value where all that is estimated may make up for it. */
export interface Score {
  /**
   * Score of the value over its standard error: standard normal where the value is right. z²/2 is the log likelihood
   * that freeing it would gain.
   */
  z: number
  /** Standard error that an estimate of the value would have. */
  error: number
  /** Where the estimate would lie, by one step. */
  estimate: number
  /** By how much the coordinates move with the value. */
  tangent: Float64Array
  /** How the residuals change with it, whitened, whatever the coordinates do. */
  slope: number[]
}

/**
 * The efficient score (Rao 1948; the Lagrange multiplier test): the derivative of the predictions by the value, less what
 * the estimated coordinates can undo of it, against the residuals, all whitened.
 * @param h of the difference @param below, above the posterior where the value is h less and h more
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
