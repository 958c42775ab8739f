import {
  type ConjugateFit,
  conjugateFitOfVariance,
  type NormalSums,
  type WeightPrior,
} from '../conjugate-fit.ts'
import { apart, type SweepSums, slows, taus } from './sweep-sums.ts'

/** Grid of the noise's correlation times, ms. */
const correlationTimes = [1, 2, 4, 8, 16, 32, 64]

/** Prior sds of E about the usual rest (mV), Rs and R (GΩ). */
const priorSds = [20, 0.03, 0.5]
/** Prior sd of the slow part S, relative to R: a larger one would absorb the membrane itself. */
const slowShare = 0.3
/** Minimum ratio of the slow time constant to that of the whole, or it would replace the membrane's. */
const clearlySlower = 4
const withoutSlow: WeightPrior = { mean: [0, 0, 0], sd: priorSds }

/** mV²: start of the search for the noise variance. */
const usualVariance = 0.04
/** mV²: lower limit of the noise variance; below it only rounding would be fitted. */
const leastVariance = 1e-6

/** One sweep given the cell's slow time constant and correlation time: a fit for each τ of the grid. */
export interface SweepFit {
  /** Log evidence over `taus`, relative to its maximum. */
  logEvidence: Float64Array
  /** Posterior of the weights at each τ. */
  fits: ConjugateFit[]
  /** Of the noise, mV². */
  variance: number
}

export interface CellFits {
  /** Of the slow part, ms. */
  slow: number
  /** Of the noise, ms. */
  correlationTime: number
  sweeps: SweepFit[]
}

/**
 * Each sweep's own posterior. The shared quantities, the noise's correlation time and a slow current's time constant
 * (if any), are set to their joint maximum of the evidence over all sweeps.
 * @param interval ms
 */
export function fitSweeps(sweeps: readonly SweepSums[], interval: number): CellFits {
  const rhoOf = (time: number): number => Math.exp(-interval / time)
  const coarse = taus.flatMap((_, j) => (j % 4 === 1 ? [j] : []))
  const variances = sweeps.map(() => usualVariance)
  const evidence = (j: number, slow: number | null, time: number, prior: WeightPrior): number => {
    let sum = 0
    sweeps.forEach((sweep, s) => {
      const fit = fitOf(sweep.at(j, slow, rhoOf(time)), prior, variances[s])
      variances[s] = fit.variance
      sum += fit.logEvidence
    })
    return sum
  }
  const bestOf = <T>(choices: readonly T[], scoreOf: (choice: T) => number): T =>
    choices
      .map((choice) => ({ choice, score: scoreOf(choice) }))
      .reduce((a, b) => (b.score > a.score ? b : a)).choice
  const usual = bestOf(
    coarse.flatMap((j) => correlationTimes.map((time) => ({ j, time }))),
    ({ j, time }) => evidence(j, null, time, withoutSlow),
  )
  const prior = {
    mean: [0, 0, 0, 0],
    sd: [...priorSds, slowShare * usualResistance(sweeps, usual.j, rhoOf(usual.time))],
  }
  const candidates = [...slows.keys()].filter((place) => slows[place] >= clearlySlower * taus[usual.j])
  const slowOnes = (candidates.length > 0 ? candidates : [slows.length - 1]).flatMap((place) =>
    coarse.filter((j) => apart(j, place)).map((j) => ({ j, place })),
  )
  const { j, place: slow } = bestOf(slowOnes, ({ j, place }) => evidence(j, place, usual.time, prior))
  const correlationTime = bestOf(correlationTimes, (time) => evidence(j, slow, time, prior))
  const rho = rhoOf(correlationTime)
  return {
    slow: slows[slow],
    correlationTime,
    sweeps: sweeps.map((sweep) => {
      let guess = usualVariance
      const fits = taus.map((_, j) => {
        if (!apart(j, slow)) return null
        const fit = fitOf(sweep.at(j, slow, rho), prior, guess)
        guess = fit.variance
        return fit
      })
      const most = Math.max(...fits.map((fit) => fit?.logEvidence ?? Number.NEGATIVE_INFINITY))
      const best = fits.find((fit) => fit?.logEvidence === most)
      return {
        logEvidence: Float64Array.from(fits, (fit) => (fit?.logEvidence ?? Number.NEGATIVE_INFINITY) - most),
        fits: fits.filter((fit) => fit !== null),
        variance: best?.variance ?? leastVariance,
      }
    }),
  }
}

/** At the variance of the residuals. @param guess of it, mV² */
function fitOf(sums: NormalSums, prior: WeightPrior, guess: number): ConjugateFit & { variance: number } {
  return conjugateFitOfVariance(sums, prior, { guess, least: leastVariance, tolerance: 1e-2 })
}

/** Of all sweeps together, without a slow part, GΩ; sweeps with more current have more weight. */
function usualResistance(sweeps: readonly SweepSums[], tau: number, rho: number): number {
  let [sum, weights] = [0, 0]
  for (const sweep of sweeps) {
    const { mean, covariance } = fitOf(sweep.at(tau, null, rho), withoutSlow, usualVariance)
    const weight = 1 / Math.max(1e-12, covariance[8])
    sum += weight * mean[2]
    weights += weight
  }
  return Math.max(1e-3, sum / weights)
}
