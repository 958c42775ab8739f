import type { Random } from '../../../model/random.ts'
import { effectiveSampleSize, normalize, resample } from '../../importance/weights.ts'
import { hazardOf, logPrior } from './hazard-coordinates.ts'
import { type Bins, logLikelihood, P } from './hazard-likelihood.ts'
import type { HazardMode } from './hazard-mode.ts'
import { proposalAbout } from './hazard-proposal.ts'

/** Second round: weight of the covariance at the mode, in effective draws. */
const countsAs = 20

export interface HazardPosterior {
  /** By `hazardNames`. */
  mode: Float64Array
  /** Row-major, one row of `hazardNames.length` per draw. */
  draws: Float64Array
  /** Importance weights, summing to 1. */
  weights: Float64Array
  mean: Float64Array
  /** Effective sample size over the number of draws. */
  essFraction: number
}

/**
 * Draws with importance weights: one round from a t distribution with 8 degrees of freedom about the mode, then as
 * many from one with the mean and covariance of the first round; all are weighted against the mixture of both (Owen &
 * Zhou 2000, J Am Stat Assoc 95:135), so that tails and skew are covered.
 * @param bin ms @param count of draws in each of the two rounds
 */
export function drawHazard(
  bins: Bins,
  bin: number,
  { mode, covariance }: Pick<HazardMode, 'mode' | 'covariance'>,
  random: Random,
  count = 300,
): HazardPosterior {
  const phi = new Float64Array(2 * count * P)
  const posterior = new Float64Array(2 * count)
  const rowOf = (i: number): Float64Array => phi.subarray(i * P, (i + 1) * P)
  const drawn = (round: number, draws: Float64Array): void => {
    phi.set(draws, round * count * P)
    for (let i = round * count; i < (round + 1) * count; i++) {
      const row = rowOf(i)
      posterior[i] = logPrior(row) + logLikelihood(bins, bin, hazardOf(row))
    }
  }
  const first = proposalAbout({ mode, covariance })
  drawn(0, first.draw(count, random))
  const weighted = normalize(posterior.subarray(0, count).map((v, i) => v - first.logDensity(phi, i * P)))
  const second = proposalAbout(momentsOf(phi, weighted, covariance))
  drawn(1, second.draw(count, random))
  const weights = normalize(
    posterior.map((v, i) => {
      const [a, b] = [first.logDensity(phi, i * P), second.logDensity(phi, i * P)]
      return v - Math.max(a, b) - Math.log1p(Math.exp(-Math.abs(a - b)))
    }),
  )
  const draws = new Float64Array(phi.length)
  const mean = new Float64Array(P)
  weights.forEach((w, i) => {
    const b = hazardOf(rowOf(i))
    draws.set(b, i * P)
    for (let k = 0; k < P; k++) mean[k] += w * b[k]
  })
  const essFraction = effectiveSampleSize(weights) / weights.length
  return { mode: hazardOf(mode), draws, weights, mean, essFraction }
}

/**
 * Mean and covariance of weighted draws, the covariance shrunk to that at the mode where the effective sample size is
 * low.
 */
function momentsOf(
  phi: Float64Array,
  weights: Float64Array,
  atMode: Float64Array,
): Pick<HazardMode, 'mode' | 'covariance'> {
  const mean = new Float64Array(P)
  weights.forEach((w, i) => {
    for (let k = 0; k < P; k++) mean[k] += w * phi[i * P + k]
  })
  const effective = effectiveSampleSize(weights)
  const trust = effective / (effective + countsAs)
  const covariance = atMode.map((v) => (1 - trust) * v)
  weights.forEach((w, i) => {
    for (let r = 0; r < P; r++) {
      const v = trust * w * (phi[i * P + r] - mean[r])
      for (let c = 0; c < P; c++) covariance[r * P + c] += v * (phi[i * P + c] - mean[c])
    }
  })
  return { mode: mean, covariance }
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
