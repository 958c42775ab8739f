import type { Prior } from '../../../model/composition/prior.ts'
import { thetasOf } from '../../../model/simulate/simulate.ts'
import type { Simulator } from '../../../model/simulate/simulator.ts'
import { findGaps, type Gaps } from '../../../signal/gaps.ts'
import type { Target } from '../../target.ts'
import { solveSymmetric } from './solve-symmetric.ts'

/** A maximum of the posterior and how it is curved there. */
export interface Peak {
  z: Float64Array
  logDensity: number
  /** Minus the second derivatives of the log density (Gauss–Newton's of the neuron's coordinates), D × D. */
  precision: Float64Array
}

export interface ClimbWork {
  prior: Prior
  simulator: Simulator
  target: Target
  /** The data. */
  observed: Float32Array
}

/** Marquardt's factors that are tried side by side in each step. */
const dampings = [0, 0.03, 0.3, 3, 30]
const mostSteps = 14
/** A step that gains less than this in log density is the last. */
const leastGain = 0.02
/** Of the coordinates, whose priors have an sd of about 1: differences for derivatives, and the longest step. */
const difference = 2e-3
const longest = 1
/** The same of the prior, for which nothing is simulated. */
const priorDifference = 0.02
/** Steps of the search for the noise's coordinates, and of their second derivative. */
const noiseSteps = [0.6, 0.25, 0.1]

/**
 * Levenberg–Marquardt from z: the whitened residuals and the prior by Gauss–Newton in the coordinates of neuron and
 * observable, the noise's by a search for which nothing is simulated, in turns.
 * @returns null where the model predicts nothing at z
 */
export function climb({ prior, simulator, target, observed }: ClimbWork, start: Float64Array): Peak | null {
  const D = prior.parameters.length
  const { size } = prior
  const gaps = findGaps(observed)
  if (!gaps) return null
  const isNoise = prior.parameters.map(({ group }) => group === 'noise')
  const coordinates = isNoise.flatMap((noise, j) => (noise ? [] : [j]))
  const noises = isNoise.flatMap((noise, j) => (noise ? [j] : []))
  const predict = predictor(prior, simulator)
  let z: Float64Array = start.slice()
  let logDensity = densityOf(target, z)
  if (!Number.isFinite(logDensity)) return null
  let prediction = predict([z])[0]
  let precision = new Float64Array(0)

  for (let step = 0; step < mostSteps; step++) {
    const residual = Float64Array.from(observed, (d, i) => d - prediction[i])
    z = bestNoise(prior, gaps, residual, z, noises)
    const columns = derivatives(predict, z, coordinates)
    const values = valuesAt(prior, z)
    const whiten = (x: Float64Array): number[] => {
      for (let i = prior.forward.observable.compared?.(prior.grid) ?? size; i < size; i++) x[i] = observed[i]
      return prior.noise(values, 0).whitened(Array.from(x))
    }
    const white = whiten(residual)
    const jacobian = columns.map(whiten)
    const n = coordinates.length
    const terms = priorTerms(prior, z, coordinates)
    const gradient = new Float64Array(n)
    precision = new Float64Array(n * n)
    for (let a = 0; a < n; a++) {
      gradient[a] = terms.slope[a]
      for (let i = 0; i < white.length; i++) gradient[a] += jacobian[a][i] * white[i]
      for (let b = 0; b <= a; b++) {
        let sum = terms.curvature[a * n + b]
        for (let i = 0; i < white.length; i++) sum += jacobian[a][i] * jacobian[b][i]
        precision[a * n + b] = precision[b * n + a] = sum
      }
    }
    const candidates = dampings.map((damping) => {
      const damped = precision.slice()
      for (let a = 0; a < n; a++) damped[a * n + a] *= 1 + damping
      const move = solveSymmetric(damped, gradient)
      const far = Math.max(...move.map(Math.abs))
      const next = z.slice()
      move.forEach((m, a) => {
        next[coordinates[a]] += far > longest ? (m * longest) / far : m
      })
      return next
    })
    const densities = densitiesOf(target, candidates)
    const best = densities.reduce((b, d, k) => (d > densities[b] ? k : b), 0)
    const before = densityOf(target, z)
    const gain = densities[best] - before
    if (gain > 0) {
      z = candidates[best]
      prediction = predict([z])[0]
    }
    const total = Math.max(before, densities[best]) - logDensity
    logDensity = Math.max(before, densities[best])
    if (total < leastGain) break
  }
  return { z, logDensity, precision: withNoise(precision) }

  /** The precision of all coordinates, the noise's taken as independent of the others. */
  function withNoise(inner: Float64Array): Float64Array {
    const full = new Float64Array(D * D)
    const n = coordinates.length
    coordinates.forEach((j, a) => {
      coordinates.forEach((k, b) => {
        full[j * D + k] = inner[a * n + b]
      })
    })
    const residual = Float64Array.from(observed, (d, i) => d - prediction[i])
    for (const j of noises) {
      const h = noiseSteps[1]
      const at = (dz: number): number => {
        const moved = z.slice()
        moved[j] += dz
        return noiseDensity(prior, gaps as Gaps, residual, moved)
      }
      full[j * D + j] = Math.max(0.3, -(at(h) + at(-h) - 2 * at(0)) / (h * h))
    }
    return full
  }
}

/** log p(m) + log |dm/dz| at z. */
function logPrior(prior: Prior, z: Float64Array): number {
  return prior.logDensity(valuesAt(prior, z), 0) + prior.logJacobian(z, 0)
}

/** Slope and minus the second derivatives of the log prior by some coordinates, by differences. */
function priorTerms(prior: Prior, z: Float64Array, coordinates: readonly number[]) {
  const at = (j: number, dj: number, k = j, dk = 0): number => {
    const moved = z.slice()
    moved[j] += dj
    moved[k] += dk
    return logPrior(prior, moved)
  }
  const h = priorDifference
  const n = coordinates.length
  const here = logPrior(prior, z)
  const slope = new Float64Array(n)
  const curvature = new Float64Array(n * n)
  coordinates.forEach((j, a) => {
    const [above, below] = [at(j, h), at(j, -h)]
    slope[a] = (above - below) / (2 * h)
    curvature[a * n + a] = -(above + below - 2 * here) / (h * h)
    coordinates.slice(0, a).forEach((k, b) => {
      const mixed = (at(j, h, k, h) - at(j, h, k, -h) - at(j, -h, k, h) + at(j, -h, k, -h)) / (4 * h * h)
      curvature[a * n + b] = curvature[b * n + a] = -mixed
    })
  })
  return { slope, curvature }
}

function noiseDensity(prior: Prior, gaps: Gaps, residual: Float64Array, z: Float64Array): number {
  return prior.noise(valuesAt(prior, z), 0).logLikelihood(gaps, residual, 0) + logPrior(prior, z)
}

/** The noise's coordinates that suit residuals best, by a search along each with shrinking steps. */
function bestNoise(
  prior: Prior,
  gaps: Gaps,
  residual: Float64Array,
  start: Float64Array,
  noises: readonly number[],
): Float64Array {
  let z: Float64Array = start
  for (const step of noiseSteps) {
    for (const j of noises) {
      let best = noiseDensity(prior, gaps, residual, z)
      for (const direction of [step, -step]) {
        for (let k = 0; k < 6; k++) {
          const moved = z.slice()
          moved[j] += direction
          const density = noiseDensity(prior, gaps, residual, moved)
          if (!(density > best)) break
          ;[z, best] = [moved, density]
        }
      }
    }
  }
  return z
}

function valuesAt(prior: Prior, z: Float64Array): Float64Array {
  const values = new Float64Array(z.length)
  prior.fromUnbounded(z, 0, values, 0)
  return values
}

function predictor(prior: Prior, simulator: Simulator) {
  const { size } = prior
  return (points: readonly Float64Array[]): Float32Array[] => {
    const D = prior.parameters.length
    const values = new Float64Array(points.length * D)
    points.forEach((z, k) => {
      prior.fromUnbounded(z, 0, values, k * D)
    })
    const out = new Float32Array(points.length * size)
    simulator.predictions(thetasOf(prior, values, points.length), points.length, out)
    return points.map((_, k) => out.subarray(k * size, (k + 1) * size))
  }
}

/** Derivatives of the prediction by some coordinates, by differences to either side. */
function derivatives(
  predict: (points: readonly Float64Array[]) => Float32Array[],
  z: Float64Array,
  coordinates: readonly number[],
): Float64Array[] {
  const moved = (j: number, dz: number): Float64Array => {
    const point = z.slice()
    point[j] += dz
    return point
  }
  const predictions = predict(coordinates.flatMap((j) => [moved(j, difference), moved(j, -difference)]))
  return coordinates.map((_, a) => {
    const [above, below] = [predictions[2 * a], predictions[2 * a + 1]]
    return Float64Array.from(above, (x, i) => {
      const d = (x - below[i]) / (2 * difference)
      return Number.isFinite(d) ? d : 0
    })
  })
}

function densitiesOf(target: Target, points: readonly Float64Array[]): Float64Array {
  const D = target.dimension
  const z = new Float64Array(points.length * D)
  points.forEach((point, k) => {
    z.set(point, k * D)
  })
  const out = new Float64Array(points.length)
  target.logDensity(z, points.length, out, new Float64Array(points.length * target.extra))
  return out
}

function densityOf(target: Target, z: Float64Array): number {
  return densitiesOf(target, [z])[0]
}
