import type { Prior } from '../../../model/composition/prior.ts'
import { shownSize } from '../../estimate/shown-samples.ts'
import { logPriorAt, type PosteriorWork, placesIn, predictionsAt, valuesAt } from './posterior-work.ts'

/** Differences for derivatives, of coordinates whose priors have an sd of about 1: of predictions, and of the prior. */
const difference = 2e-3
const priorDifference = 0.02

/** A posterior about a point, the noise's coordinates held: predictions by their first derivatives (Gauss–Newton). */
export interface Linearized {
  /** Coordinates other than the noise's. */
  coordinates: readonly number[]
  /** Whitened derivatives of the prediction, one row a coordinate. */
  jacobian: readonly (readonly number[])[]
  /** Slope of the log density. */
  gradient: Float64Array
  /** Minus its second derivatives, n × n. */
  precision: Float64Array
  /** Numbers less the prediction, whitened by the noise at the point. @param numbers as many as are compared */
  whiten(numbers: ArrayLike<number>): number[]
}

/** @param residual data less prediction at z, with what follows the compared numbers of the data behind them */
export function linearize(work: PosteriorWork, z: Float64Array, residual: Float64Array): Linearized {
  const { prior, observed } = work
  const { others: coordinates } = placesIn(prior)
  const compared = shownSize(prior)
  const noise = prior.noise(valuesAt(prior, z), 0)
  const whiten = (numbers: ArrayLike<number>): number[] =>
    // How sure the data are stands behind their numbers.
    noise.whitened(Array.from(observed, (d, i) => (i < compared ? numbers[i] : d))).slice(0, compared)
  const jacobian = derivatives(work, z, coordinates).map(whiten)
  const white = whiten(residual)
  const { slope: gradient, curvature: precision } = priorTerms(prior, z, coordinates)
  const n = coordinates.length
  for (let a = 0; a < n; a++) {
    for (let i = 0; i < compared; i++) gradient[a] += jacobian[a][i] * white[i]
    for (let b = 0; b <= a; b++) {
      let sum = 0
      for (let i = 0; i < compared; i++) sum += jacobian[a][i] * jacobian[b][i]
      precision[a * n + b] += sum
      if (b < a) precision[b * n + a] += sum
    }
  }
  return { coordinates, jacobian, gradient, precision, whiten }
}

/** Derivatives of the prediction by some coordinates, by differences to both sides; 0 where there is no prediction. */
function derivatives(work: PosteriorWork, z: Float64Array, coordinates: readonly number[]): Float64Array[] {
  const moved = (j: number, dz: number): Float64Array => {
    const point = z.slice()
    point[j] += dz
    return point
  }
  const predictions = predictionsAt(
    work,
    coordinates.flatMap((j) => [moved(j, difference), moved(j, -difference)]),
  )
  return coordinates.map((_, a) => {
    const [above, below] = [predictions[2 * a], predictions[2 * a + 1]]
    return Float64Array.from(above, (x, i) => {
      const d = (x - below[i]) / (2 * difference)
      return Number.isFinite(d) ? d : 0
    })
  })
}

/** 0 where a limit of the prior is so near that it has no derivative. */
function finite(x: number): number {
  return Number.isFinite(x) ? x : 0
}

/** Slope and minus the second derivatives of the log prior, by differences. */
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
    curvature[a * n + a] = Math.max(0, finite(-(above + below - 2 * here) / (h * h)))
    coordinates.slice(0, a).forEach((k, b) => {
      const mixed = (at(j, h, k, h) - at(j, h, k, -h) - at(j, -h, k, h) + at(j, -h, k, -h)) / (4 * h * h)
      curvature[a * n + b] = curvature[b * n + a] = finite(-mixed)
    })
  })
  return { slope, curvature }
}
