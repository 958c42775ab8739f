import type { Random } from '../../../model/random.ts'
import { choleskyFactor, forwardSolve } from '../../../signal/statistics/cholesky.ts'
import { pick } from '../../mixture.ts'

/** One sweep's estimate of a quantity. */
export interface SweepEstimate {
  /** Displacement from rest at which it was measured, mV. */
  x: number
  value: number
  /** Measurement error only. */
  sd: number
}

/** Grids of the hyperparameters: how sweeps vary about the cell's quantity. */
export interface AcrossPrior {
  /** Sd between sweeps beyond their measurement errors, in the quantity's unit. */
  spreads: readonly number[]
  /** The prior is flat up to this spread and falls as 1/spread above it. */
  usualSpread: number
  /** Sd of the change of the quantity with displacement; 0 for none. */
  bends: readonly number[]
  /** Prior odds of no change (0) against each of the others. */
  oddsOfNoBend: number
  /** Length scales of the change, mV. */
  lengths: readonly number[]
  /** Sd of the prior of the quantity itself, wide. */
  width: number
}

/** A normal distribution at each requested displacement, with its posterior weight. */
export interface AcrossPart {
  weight: number
  mean: Float64Array
  sd: Float64Array
}

/**
 * The quantity at displacements `xs` (rest is 0), from sweeps that measure it at other displacements, vary about it
 * and have errors: value = m + f(x) + sweep + error, with f a Gaussian process of squared-exponential covariance. The
 * posterior of m + f(x) is a mixture over the grids of the process's and the sweeps' sd, weighted by the evidence.
 * The sweep is the unit of replication: samples within a sweep only set its error.
 * @param about added to the prior mean of m, 0: the centre of the values
 */
export function acrossSweeps(
  estimates: readonly SweepEstimate[],
  prior: AcrossPrior,
  about: number,
  xs: readonly number[],
): AcrossPart[] {
  const parts: (Omit<AcrossPart, 'weight'> & { logWeight: number })[] = []
  for (const bend of prior.bends) {
    for (const length of bend === 0 ? [1] : prior.lengths) {
      for (const spread of prior.spreads) {
        const part = given(estimates, { bend, length, spread, width: prior.width }, about, xs)
        // The length scales share the prior weight of a bend.
        const before =
          (bend === 0 ? prior.oddsOfNoBend : 1 / prior.lengths.length) *
          Math.min(1, prior.usualSpread / spread)
        parts.push({ ...part, logWeight: part.logWeight + Math.log(before) })
      }
    }
  }
  const most = Math.max(...parts.map(({ logWeight }) => logWeight))
  const total = parts.reduce((sum, { logWeight }) => sum + Math.exp(logWeight - most), 0)
  return parts
    .map(({ logWeight, ...part }) => ({ ...part, weight: Math.exp(logWeight - most) / total }))
    .filter(({ weight }) => weight > 1e-6)
}

/** Draws of the quantity at displacement index `at`. */
export function drawAcross(
  parts: readonly AcrossPart[],
  at: number,
  count: number,
  random: Random,
): Float64Array {
  const shares = Float64Array.from(parts, ({ weight }) => weight)
  return Float64Array.from({ length: count }, () => {
    const part = parts[pick(shares, random.uniform())]
    return part.mean[at] + part.sd[at] * random.normal()
  })
}

/** Mean and sd of the mixture at one displacement. */
export function momentsAcross(parts: readonly AcrossPart[], at: number): { mean: number; sd: number } {
  let [mean, square, total] = [0, 0, 0]
  for (const part of parts) {
    total += part.weight
    mean += part.weight * part.mean[at]
    square += part.weight * (part.mean[at] ** 2 + part.sd[at] ** 2)
  }
  mean /= total
  return { mean, sd: Math.sqrt(Math.max(0, square / total - mean * mean)) }
}

interface Given {
  bend: number
  length: number
  spread: number
  width: number
}

function given(
  estimates: readonly SweepEstimate[],
  { bend, length, spread, width }: Given,
  about: number,
  xs: readonly number[],
): { logWeight: number; mean: Float64Array; sd: Float64Array } {
  const n = estimates.length
  const near = (a: number, b: number): number =>
    width * width + bend * bend * Math.exp(-0.5 * ((a - b) / length) ** 2)
  const covariance = new Float64Array(n * n)
  for (let r = 0; r < n; r++) {
    for (let c = 0; c <= r; c++) covariance[r * n + c] = near(estimates[r].x, estimates[c].x)
    covariance[r * n + r] += spread * spread + estimates[r].sd ** 2
  }
  const L = new Float64Array(n * n)
  const halfLogDet = choleskyFactor(covariance, n, L, (r) => 1e-12 * covariance[r * n + r])
  const y = new Float64Array(n)
  forwardSolve(
    L,
    n,
    Float64Array.from(estimates, ({ value }) => value - about),
    0,
    y,
  )
  const square = y.reduce((sum, v) => sum + v * v, 0)
  const mean = new Float64Array(xs.length)
  const sd = new Float64Array(xs.length)
  const c = new Float64Array(n)
  xs.forEach((at, k) => {
    forwardSolve(
      L,
      n,
      Float64Array.from(estimates, ({ x }) => near(x, at)),
      0,
      c,
    )
    let variance = near(at, at)
    mean[k] = about
    for (let i = 0; i < n; i++) {
      mean[k] += c[i] * y[i]
      variance -= c[i] * c[i]
    }
    sd[k] = Math.sqrt(Math.max(0, variance))
  })
  return { logWeight: -halfLogDet - 0.5 * square, mean, sd }
}
