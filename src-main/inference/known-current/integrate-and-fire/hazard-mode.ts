import { inverseOfSymmetric, solveSymmetric } from '../../../signal/statistics/solve-symmetric.ts'
import { coordinatesOf, hazardOf, inCoordinates, logPrior } from './hazard-coordinates.ts'
import { type Bins, logLikelihood, P, slopesOf } from './hazard-likelihood.ts'

/** The posterior of the hazard about its mode, in the coordinates φ. */
export interface HazardMode {
  mode: Float64Array
  /** Negative Hessian of the log posterior, P × P, and its inverse. */
  precision: Float64Array
  covariance: Float64Array
}

/** Start of the search: a threshold of −39 mV and an e-fold in 2 mV. */
const begin = coordinatesOf([-3, 0.5, 0, 0.7, 0.7, 0.7, 0.7, 0, 0, 0])

/** The mode by Newton's method with step halving. @param bin ms */
export function hazardMode(bins: Bins, bin: number, from: Float64Array = begin): HazardMode {
  const value = (phi: Float64Array): number => logPrior(phi) + logLikelihood(bins, bin, hazardOf(phi))
  let phi = from
  let now = value(phi)
  let precision: Float64Array = new Float64Array(P * P)
  for (let round = 0; round < 200; round++) {
    const at = inCoordinates(slopesOf(bins, bin, hazardOf(phi)), phi)
    precision = at.precision
    const step = solveSymmetric(precision, at.gradient)
    if (step.reduce((sum, v, k) => sum + v * at.gradient[k], 0) < 1e-10) break
    let [share, nextValue] = [1, Number.NEGATIVE_INFINITY]
    let next = phi
    for (; share > 1e-6; share /= 2) {
      next = phi.map((v, k) => v + share * step[k])
      nextValue = value(next)
      if (nextValue >= now) break
    }
    if (!(nextValue >= now)) break
    phi = next
    now = nextValue
  }
  return { mode: phi, precision, covariance: inverseOfSymmetric(precision, P) }
}
