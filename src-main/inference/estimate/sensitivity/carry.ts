import { forwardSolve } from '../../../signal/statistics/cholesky.ts'
import { effectiveSampleSize, normalize } from '../../importance/weights.ts'
import type { AtValue } from './at-value.ts'
import { choleskyOf, inCoordinates } from './linearize.ts'

/** Draws of one posterior. */
export interface Cloud {
  n: number
  /** n × d. */
  z: Float64Array
  density: Float64Array
}

/** Centre of a cloud, and the axes along which it is standard. */
export interface Place {
  z: Float64Array
  frame: Float64Array
}

export interface Carried {
  z: Float64Array
  /** Parameters, n × D. */
  values: Float64Array
  weights: Float64Array
  /** Of the weights. */
  ess: number
  /** Whether row k is draw k of the cloud, so that Monte Carlo error cancels in a difference. */
  paired: boolean
}

/** ESS fraction below which the map is refitted, at most `mostTimes` times. */
const enough = 0.5
const mostTimes = 2

/**
 * Maps draws of one posterior to another and reweights them: z ↦ b + B A⁻¹ (z − a), whose Jacobian is constant. Where
 * the effective sample size is small, the map is refitted to the mean and covariance of the weighted draws.
 */
export function carry(cloud: Cloud, from: Place, to: Place, at: AtValue): Carried {
  const { n } = cloud
  const d = from.z.length
  const y = new Float64Array(n * d)
  const [difference, solved] = [new Float64Array(d), new Float64Array(d)]
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) difference[j] = cloud.z[i * d + j] - from.z[j]
    forwardSolve(from.frame, d, difference, 0, solved)
    y.set(solved, i * d)
  }
  let place = to
  let best: Carried | null = null
  for (let time = 0; ; time++) {
    const z = new Float64Array(n * d)
    for (let i = 0; i < n; i++) {
      const moved = inCoordinates(place.frame, y.subarray(i * d, (i + 1) * d))
      for (let j = 0; j < d; j++) z[i * d + j] = place.z[j] + moved[j]
    }
    const { density, values } = at.densities(z, n)
    const logWeights = density.map((x, i) => x - cloud.density[i])
    const weights = normalize(logWeights)
    const ess = effectiveSampleSize(weights)
    if (!best || ess > best.ess) best = { z, values, weights, ess, paired: true }
    if (best.ess >= enough * n || time === mostTimes || ess === 0) return best
    place = corrected(z, logWeights, y, d, place)
  }
}

/**
 * Refits the map to the weighted draws, with weights tempered until their effective sample size suffices: the change
 * of the mean and covariance of y by the weights.
 */
function corrected(
  z: Float64Array,
  logWeights: Float64Array,
  y: Float64Array,
  d: number,
  place: Place,
): Place {
  const n = logWeights.length
  let power = 1
  let weights = normalize(logWeights)
  while (effectiveSampleSize(weights) < Math.max(10 * d, n / 10) && power > 1e-3) {
    power *= 0.7
    weights = normalize(logWeights.map((w) => power * w))
  }
  const own = momentsOf(y, new Float64Array(n).fill(1 / n), d)
  const { mean, covariance } = momentsOf(z, weights, d)
  const frame = choleskyOf(covariance, d)
  // The cloud's own y are not exactly centred and standardized.
  const ownFrame = choleskyOf(own.covariance, d)
  const scaled = new Float64Array(d * d)
  for (let b = 0; b < d; b++) {
    const column = new Float64Array(d)
    const unit = new Float64Array(d)
    unit[b] = 1
    forwardSolve(ownFrame, d, unit, 0, column)
    inCoordinates(frame, column).forEach((x, a) => {
      scaled[a * d + b] = x
    })
  }
  const centre = inCoordinates(scaled, own.mean)
  return { z: mean.map((x, j) => x - centre[j]), frame: power < 0.3 ? blend(scaled, place.frame) : scaled }
}

/** Mean of two frames: the covariance of a few draws is unreliable. */
function blend(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((x, i) => 0.5 * (x + b[i]))
}

export function momentsOf(z: Float64Array, weights: ArrayLike<number>, d: number) {
  const mean = new Float64Array(d)
  const covariance = new Float64Array(d * d)
  for (let i = 0; i < weights.length; i++) for (let j = 0; j < d; j++) mean[j] += weights[i] * z[i * d + j]
  for (let i = 0; i < weights.length; i++) {
    for (let a = 0; a < d; a++) {
      for (let b = 0; b < d; b++) {
        covariance[a * d + b] += weights[i] * (z[i * d + a] - mean[a]) * (z[i * d + b] - mean[b])
      }
    }
  }
  return { mean, covariance }
}
