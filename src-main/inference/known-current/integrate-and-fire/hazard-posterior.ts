import type { Random } from '../../../model/random.ts'
import { choleskyFactor } from '../../../signal/statistics/cholesky.ts'
import { effectiveSampleSize, normalize, resample } from '../../importance/weights.ts'
import { hazardOf, logPrior } from './hazard-coordinates.ts'
import { type Bins, logLikelihood, P } from './hazard-likelihood.ts'
import type { HazardMode } from './hazard-mode.ts'

/** Of the heavy-tailed proposal. */
const freedom = 8

export interface HazardPosterior {
  /** By `hazardNames`. */
  mode: Float64Array
  /** Row-major, one row of `hazardNames.length` a draw. */
  draws: Float64Array
  /** Importance weights, summing to 1. */
  weights: Float64Array
  mean: Float64Array
  /** Effective sample size over the number of draws. */
  essFraction: number
}

/** Draws of a t distribution with 8 degrees of freedom about the mode, with importance weights. @param bin ms */
export function drawHazard(
  bins: Bins,
  bin: number,
  { mode, covariance }: Pick<HazardMode, 'mode' | 'covariance'>,
  random: Random,
  count = 400,
): HazardPosterior {
  const L = new Float64Array(P * P)
  choleskyFactor(covariance, P, L, () => 1e-14)
  const draws = new Float64Array(count * P)
  const logs = new Float64Array(count)
  const z = new Float64Array(P)
  const phi = new Float64Array(P)
  for (let i = 0; i < count; i++) {
    let chi = 0
    for (let k = 0; k < freedom; k++) chi += random.normal() ** 2
    const scale = Math.sqrt(freedom / chi)
    let square = 0
    for (let k = 0; k < P; k++) {
      z[k] = random.normal() * scale
      square += z[k] * z[k]
    }
    for (let r = 0; r < P; r++) {
      phi[r] = mode[r]
      for (let c = 0; c <= r; c++) phi[r] += L[r * P + c] * z[c]
    }
    const b = hazardOf(phi)
    draws.set(b, i * P)
    const proposal = -0.5 * (freedom + P) * Math.log1p(square / freedom)
    logs[i] = logPrior(phi) + logLikelihood(bins, bin, b) - proposal
  }
  const weights = normalize(logs)
  const mean = new Float64Array(P)
  for (let i = 0; i < count; i++) for (let k = 0; k < P; k++) mean[k] += weights[i] * draws[i * P + k]
  return { mode: hazardOf(mode), draws, weights, mean, essFraction: effectiveSampleSize(weights) / count }
}

/** Equally weighted draws of the hazard's parameters, by systematic resampling, in random order. */
export function resampleHazard(
  { draws, weights }: HazardPosterior,
  count: number,
  random: Random,
): Float64Array[] {
  const out = Array.from(resample(weights, count, random), (row) => draws.slice(row * P, (row + 1) * P))
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1))
    const swap = out[i]
    out[i] = out[j]
    out[j] = swap
  }
  return out
}
