import type { Prior } from '../../model/composition/prior.ts'
import { raisedToDefinite } from '../../signal/statistics/solve-symmetric.ts'
import { shownSize } from '../estimate/shown-samples.ts'
import { logPriorAt, type PosteriorWork, placesIn, predictionsAt, valuesAt } from './posterior-work.ts'

/**
 * Step of finite differences, in coordinates whose priors have an sd of about 1: for predictions, and for the prior.
 */
const difference = 2e-3
const priorDifference = 0.02
/**
 * Predictions jump by some hundredths of a standard deviation where the integrator's step count changes. Where a
 * difference changes them by less than this many standard deviations, the step is enlarged to reach this change.
 */
const wantedChange = 0.4
const largestDifference = 0.05

/** A posterior is hardly wider than its prior. */
const leastPrecision = 0.1

/**
 * A posterior linearized about a point, the noise's coordinates fixed: predictions by their first derivatives
 * (Gauss–Newton).
 */
export interface Linearized {
  /** Coordinates other than the noise's. */
  coordinates: readonly number[]
  /** Whitened derivatives of the prediction, one row per coordinate. */
  jacobian: readonly (readonly number[])[]
  /** Gradient of the log density. */
  gradient: Float64Array
  /** Minus its Hessian, n × n; raised where it is not positive definite, as on the flank of a prior. */
  precision: Float64Array
  /** Data less the prediction, whitened by the noise model at the point. @param numbers as many as are compared */
  whiten(numbers: ArrayLike<number>): number[]
}

/** @param residual data less prediction at z, followed by the data's values beyond the compared ones */
export function linearize(work: PosteriorWork, z: Float64Array, residual: Float64Array): Linearized {
  const { prior, observed } = work
  const { others: coordinates } = placesIn(prior)
  const compared = shownSize(prior)
  const noise = prior.noise(valuesAt(prior, z), 0)
  const whiten = (numbers: ArrayLike<number>): number[] =>
    // The data's uncertainties follow the compared numbers.
    noise.whitened(Array.from(observed, (d, i) => (i < compared ? numbers[i] : d))).slice(0, compared)
  const jacobian = jacobianAt(work, z, coordinates, whiten)
  const white = whiten(residual)
  // Missing values are excluded, and so are neighbours whose whitening needs them.
  const known = white.flatMap((e, i) => (Number.isNaN(e) ? [] : [i]))
  const { slope: gradient, curvature: precision } = priorTerms(prior, z, coordinates)
  const n = coordinates.length
  for (let a = 0; a < n; a++) {
    for (const i of known) gradient[a] += jacobian[a][i] * white[i]
    for (let b = 0; b <= a; b++) {
      let sum = 0
      for (const i of known) sum += jacobian[a][i] * jacobian[b][i]
      precision[a * n + b] += sum
      if (b < a) precision[b * n + a] += sum
    }
  }
  return {
    coordinates,
    jacobian,
    gradient,
    precision: raisedToDefinite(precision, n, leastPrecision),
    whiten,
  }
}

/** Whitened derivatives of the prediction, one row per coordinate. */
function jacobianAt(
  work: PosteriorWork,
  z: Float64Array,
  coordinates: readonly number[],
  whiten: Linearized['whiten'],
): number[][] {
  const rows = derivatives(
    work,
    z,
    coordinates.map((j) => ({ j, h: difference })),
  ).map(whiten)
  const weak = rows.flatMap((row, a) => {
    const h = Math.min(largestDifference, wantedChange / Math.hypot(...row))
    return h > 2 * difference ? [{ a, j: coordinates[a], h }] : []
  })
  derivatives(work, z, weak).forEach((row, k) => {
    rows[weak[k].a] = whiten(row)
  })
  return rows
}

/** Derivatives of the prediction by coordinates j, by central differences of step h; 0 where there is no prediction. */
function derivatives(
  work: PosteriorWork,
  z: Float64Array,
  steps: readonly { j: number; h: number }[],
): Float64Array[] {
  const moved = (j: number, dz: number): Float64Array => {
    const point = z.slice()
    point[j] += dz
    return point
  }
  const predictions = predictionsAt(
    work,
    steps.flatMap(({ j, h }) => [moved(j, h), moved(j, -h)]),
  )
  return steps.map(({ h }, a) => {
    const [above, below] = [predictions[2 * a], predictions[2 * a + 1]]
    return Float64Array.from(above, (x, i) => {
      return finite((x - below[i]) / (2 * h))
    })
  })
}

/**
 * Gradient and minus the second derivatives of the log prior, by finite differences; 0 where these cross a limit of
 * the prior.
 */
function priorTerms(prior: Prior, z: Float64Array, coordinates: readonly number[]) {
  const at = (j: number, dj: number, k = j, dk = 0): number => {
    const moved = z.slice()
    moved[j] += dj
    moved[k] += dk
    return logPriorAt(prior, moved)
  }
  const h = priorDifference
  const n = coordinates.length
  const here = logPriorAt(prior, z)
  const slope = new Float64Array(n)
  const curvature = new Float64Array(n * n)
  coordinates.forEach((j, a) => {
    const [above, below] = [at(j, h), at(j, -h)]
    slope[a] = finite((above - below) / (2 * h))
    curvature[a * n + a] = finite(-(above + below - 2 * here) / (h * h))
    coordinates.slice(0, a).forEach((k, b) => {
      const mixed = (at(j, h, k, h) - at(j, h, k, -h) - at(j, -h, k, h) + at(j, -h, k, -h)) / (4 * h * h)
      curvature[a * n + b] = curvature[b * n + a] = finite(-mixed)
    })
  })
  return { slope, curvature }
}

function finite(x: number): number {
  return Number.isFinite(x) ? x : 0
}
