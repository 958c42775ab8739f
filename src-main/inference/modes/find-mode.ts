import { findGaps, type Gaps } from '../../signal/gaps.ts'
import { solveSymmetric } from '../../signal/statistics/solve-symmetric.ts'
import { shownSize } from '../estimate/shown-samples.ts'
import { linearize } from './linearize.ts'
import {
  densitiesAt,
  logPriorAt,
  type PosteriorWork,
  placesIn,
  predictionsAt,
  valuesAt,
} from './posterior-work.ts'

/** A maximum of the posterior and its curvature. */
export interface Mode {
  z: Float64Array
  logDensity: number
  /** Minus the Hessian of the log density (Gauss–Newton in the neuron's coordinates), D × D. */
  precision: Float64Array
}

/** Marquardt's damping factors, tried in parallel in each step. */
const dampings = [0, 0.03, 0.3, 3, 30]
const mostSteps = 14
/** The search stops after a step that gains less than this in log density. */
const leastGain = 0.02
/** Largest change of a coordinate in a step. */
const longest = 1
/** Search steps in the noise's coordinates; step of their second differences, and lower limit of the curvature. */
const noiseSteps = [0.6, 0.25, 0.1]
const noiseDifference = 0.25
const leastCurvature = 0.3

/**
 * Levenberg–Marquardt (Marquardt 1963) from z, alternating two updates: the coordinates of neuron and observable by
 * Gauss–Newton on the whitened residuals and the prior; the noise's by a search without simulations.
 * @returns null where the model predicts nothing at z
 */
export function findMode(work: PosteriorWork, start: Float64Array): Mode | null {
  const { observed } = work
  const gaps = findGaps(observed)
  const [density] = densitiesAt(work, [start])
  if (!gaps || !Number.isFinite(density)) return null
  let z: Float64Array = start
  let logDensity = density
  let residual = residualAt(work, z)
  for (let step = 0; ; step++) {
    z = withBestNoise(work, gaps, residual, z)
    const { coordinates, gradient, precision } = linearize(work, z, residual)
    const n = coordinates.length
    const candidates = dampings.map((damping) => {
      const damped = precision.slice()
      for (let a = 0; a < n; a++) damped[a * n + a] *= 1 + damping
      return moved(z, coordinates, solveSymmetric(damped, gradient))
    })
    const [here, ...densities] = densitiesAt(work, [z, ...candidates])
    const best = densities.reduce((b, d, k) => (d > densities[b] ? k : b), 0)
    const better = densities[best] > here
    const reached = better ? densities[best] : here
    if (better) {
      z = candidates[best]
      residual = residualAt(work, z)
    }
    const gain = reached - logDensity
    logDensity = reached
    if (gain < leastGain || step === mostSteps) {
      return { z, logDensity, precision: withNoise(work, gaps, z, residual, coordinates, precision) }
    }
  }
}

function residualAt(work: PosteriorWork, z: Float64Array): Float64Array {
  const [prediction] = predictionsAt(work, [z])
  const compared = shownSize(work.prior)
  return Float64Array.from(work.observed, (d, i) => (i < compared ? d - prediction[i] : d))
}

function moved(z: Float64Array, coordinates: readonly number[], move: Float64Array): Float64Array {
  const far = Math.max(...move.map(Math.abs))
  const next = z.slice()
  move.forEach((m, a) => {
    next[coordinates[a]] += far > longest ? (m * longest) / far : m
  })
  return next
}

function densityOfResidual({ prior }: PosteriorWork, gaps: Gaps, residual: Float64Array, z: Float64Array) {
  return prior.noise(valuesAt(prior, z), 0).logLikelihood(gaps, residual, 0) + logPriorAt(prior, z)
}

/** The noise's coordinates that fit the residuals best, by coordinate search with shrinking steps. */
function withBestNoise(
  work: PosteriorWork,
  gaps: Gaps,
  residual: Float64Array,
  start: Float64Array,
): Float64Array {
  let z = start
  let best = densityOfResidual(work, gaps, residual, z)
  for (const step of noiseSteps) {
    for (const j of placesIn(work.prior).noise) {
      for (const direction of [step, -step]) {
        for (let k = 0; k < 6; k++) {
          const next = z.slice()
          next[j] += direction
          const density = densityOfResidual(work, gaps, residual, next)
          if (!(density > best)) break
          z = next
          best = density
        }
      }
    }
  }
  return z
}

/** The precision of all coordinates, the noise's assumed independent of the others. */
function withNoise(
  work: PosteriorWork,
  gaps: Gaps,
  z: Float64Array,
  residual: Float64Array,
  coordinates: readonly number[],
  inner: Float64Array,
): Float64Array {
  const D = z.length
  const n = coordinates.length
  const full = new Float64Array(D * D)
  coordinates.forEach((j, a) => {
    coordinates.forEach((k, b) => {
      full[j * D + k] = inner[a * n + b]
    })
  })
  for (const j of placesIn(work.prior).noise) {
    const at = (dz: number): number => {
      const next = z.slice()
      next[j] += dz
      return densityOfResidual(work, gaps, residual, next)
    }
    const h = noiseDifference
    full[j * D + j] = Math.max(leastCurvature, -(at(h) + at(-h) - 2 * at(0)) / (h * h))
  }
  return full
}
