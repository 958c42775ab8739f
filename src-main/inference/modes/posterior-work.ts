import type { Prior } from '../../model/composition/prior.ts'
import { thetasOf } from '../../model/simulate/simulate.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import type { Target } from '../target.ts'

/** A posterior to be explored: the prior, the simulator and the observed data. */
export interface PosteriorWork {
  /** Conditioned on the data, in the coordinates of the search. */
  prior: Prior
  simulator: Simulator
  target: Target
  /** The data. */
  observed: Float32Array
}

/** Parameters at coordinates z. */
export function valuesAt(prior: Prior, z: Float64Array): Float64Array {
  const values = new Float64Array(z.length)
  prior.fromUnbounded(z, 0, values, 0)
  return values
}

/** Predictions at points, as one batch. */
export function predictionsAt(
  { prior, simulator }: PosteriorWork,
  points: readonly Float64Array[],
): Float32Array[] {
  const { size } = prior
  const D = prior.parameters.length
  const values = new Float64Array(points.length * D)
  points.forEach((z, k) => {
    prior.fromUnbounded(z, 0, values, k * D)
  })
  const out = new Float32Array(points.length * size)
  simulator.predictions(thetasOf(prior, values, points.length), points.length, out)
  return points.map((_, k) => out.subarray(k * size, (k + 1) * size))
}

/** log posterior density at points, as one batch. */
export function densitiesAt({ target }: PosteriorWork, points: readonly Float64Array[]): Float64Array {
  const D = target.dimension
  const z = new Float64Array(points.length * D)
  points.forEach((point, k) => {
    z.set(point, k * D)
  })
  const out = new Float64Array(points.length)
  target.logDensity(z, points.length, out, new Float64Array(points.length * target.extra))
  return out
}

/** log p(m) + log |dm/dz| at z. */
export function logPriorAt(prior: Prior, z: Float64Array): number {
  return prior.logDensity(valuesAt(prior, z), 0) + prior.logJacobian(z, 0)
}

/** Indices of the noise's coordinates, and of all others. */
export function placesIn({ parameters }: Prior): { noise: number[]; others: number[] } {
  const places = (noise: boolean): number[] =>
    parameters.flatMap(({ group }, j) => ((group === 'noise') === noise ? [j] : []))
  return { noise: places(true), others: places(false) }
}
