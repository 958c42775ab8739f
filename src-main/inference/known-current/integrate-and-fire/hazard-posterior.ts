import { hazardNames } from '../../../model/known-current/integrate-and-fire/cell.ts'
import type { HazardRows } from '../../../model/known-current/integrate-and-fire/hazard.ts'
import type { Random } from '../../../model/random.ts'
import { choleskyFactor } from '../../../signal/statistics/cholesky.ts'
import { inverseOfSymmetric, solveSymmetric } from '../../../signal/statistics/solve-symmetric.ts'
import { effectiveSampleSize, normalize, resample } from '../../importance/weights.ts'

/** Normal priors by `hazardNames`. */
export const hazardPrior = { mean: [-2, 1, 0, 1, 1, 1, 1], sd: [10, 2, 1.5, 2, 2, 2, 2] }

const P = hazardNames.length
/** Of the heavy-tailed proposal. */
const freedom = 8
/** Beyond it a hazard's logarithm is no more told apart. */
const highest = 30

export interface HazardPosterior {
  mode: Float64Array
  /** Row-major, one row of `hazardNames.length` a draw. */
  draws: Float64Array
  /** Importance weights, summing to 1. */
  weights: Float64Array
  mean: Float64Array
  /** Effective sample size over the number of draws. */
  essFraction: number
}

/** Log posterior of the hazard's parameters up to a constant: P(spike in a bin) = 1 − exp(−λ·bin). @param bin ms */
export function logPosterior(sweeps: readonly HazardRows[], bin: number, b: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < P; k++) sum -= 0.5 * ((b[k] - hazardPrior.mean[k]) / hazardPrior.sd[k]) ** 2
  const [b0, b1, b2, b3, b4, b5, b6] = Array.from(b)
  for (const { x, event, rows } of sweeps) {
    for (let r = 0, at = 0; r < rows; r++, at += P) {
      const log =
        b0 +
        b1 * x[at + 1] +
        b2 * x[at + 2] +
        b3 * x[at + 3] +
        b4 * x[at + 4] +
        b5 * x[at + 5] +
        b6 * x[at + 6]
      if (event[r] === 1) sum += Math.log(-Math.expm1(-bin * Math.exp(Math.min(log, highest))))
      // What is rarer than that adds nothing.
      else if (log > -25) sum -= bin * Math.exp(Math.min(log, highest))
    }
  }
  return sum
}

/** The mode and the negative Hessian there, by Newton's method with halved steps; the posterior is log-concave. */
export function hazardMode(
  sweeps: readonly HazardRows[],
  bin: number,
): { mode: Float64Array; precision: Float64Array } {
  let b: Float64Array = Float64Array.from([-6, 0.5, 0, 0, 0, 0, 0])
  let value = logPosterior(sweeps, bin, b)
  let precision: Float64Array = new Float64Array(P * P)
  for (let round = 0; round < 200; round++) {
    const at = curvature(sweeps, bin, b)
    precision = at.precision
    const step = solveSymmetric(at.precision, at.gradient)
    let size = 0
    for (let k = 0; k < P; k++) size += step[k] * at.gradient[k]
    if (size < 1e-10) break
    let [share, nextValue] = [1, Number.NEGATIVE_INFINITY]
    let next: Float64Array = b
    for (; share > 1e-6; share /= 2) {
      next = b.map((v, k) => v + share * step[k])
      nextValue = logPosterior(sweeps, bin, next)
      if (nextValue >= value) break
    }
    if (!(nextValue >= value)) break
    b = next
    value = nextValue
  }
  return { mode: b, precision }
}

function curvature(
  sweeps: readonly HazardRows[],
  bin: number,
  b: Float64Array,
): { gradient: Float64Array; precision: Float64Array } {
  const gradient = new Float64Array(P)
  const precision = new Float64Array(P * P)
  for (let k = 0; k < P; k++) {
    gradient[k] = (hazardPrior.mean[k] - b[k]) / hazardPrior.sd[k] ** 2
    precision[k * P + k] = hazardPrior.sd[k] ** -2
  }
  for (const { x, event, rows } of sweeps) {
    for (let r = 0; r < rows; r++) {
      const at = r * P
      let log = 0
      for (let k = 0; k < P; k++) log += b[k] * x[at + k]
      const mean = bin * Math.exp(Math.min(log, highest))
      let [first, second] = [-mean, mean]
      if (event[r] === 1) {
        // d log(1 − e^(−μ)) / d log μ = μ/(e^μ − 1), and its own slope, which is negative.
        first = mean > 1e-8 ? mean / Math.expm1(mean) : 1
        second = mean > 1e-8 ? first * (mean / -Math.expm1(-mean) - 1) : 0
      }
      if (second < 1e-14 && event[r] === 0) continue
      for (let k = 0; k < P; k++) {
        gradient[k] += first * x[at + k]
        for (let j = 0; j <= k; j++) precision[k * P + j] += second * x[at + k] * x[at + j]
      }
    }
  }
  for (let k = 0; k < P; k++) for (let j = 0; j < k; j++) precision[j * P + k] = precision[k * P + j]
  return { gradient, precision }
}

/** Draws of a t distribution with 8 degrees of freedom about the mode, with importance weights. @param bin ms */
export function fitHazard(
  sweeps: readonly HazardRows[],
  bin: number,
  random: Random,
  count = 400,
): HazardPosterior {
  const { mode, precision } = hazardMode(sweeps, bin)
  const L = new Float64Array(P * P)
  choleskyFactor(inverseOfSymmetric(precision, P), P, L, () => 1e-14)
  const draws = new Float64Array(count * P)
  const logs = new Float64Array(count)
  const z = new Float64Array(P)
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
      let v = mode[r]
      for (let c = 0; c <= r; c++) v += L[r * P + c] * z[c]
      draws[i * P + r] = v
    }
    const proposal = -0.5 * (freedom + P) * Math.log1p(square / freedom)
    logs[i] = logPosterior(sweeps, bin, draws.subarray(i * P, (i + 1) * P)) - proposal
  }
  const weights = normalize(logs)
  const mean = new Float64Array(P)
  for (let i = 0; i < count; i++) for (let k = 0; k < P; k++) mean[k] += weights[i] * draws[i * P + k]
  return { mode, draws, weights, mean, essFraction: effectiveSampleSize(weights) / count }
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
