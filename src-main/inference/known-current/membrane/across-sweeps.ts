import { choleskyFactor, forwardSolve } from '../../../signal/statistics/cholesky.ts'

/** What one sweep says of a quantity. */
export interface SweepEstimate {
  /** Displacement from rest at which it was measured, mV. */
  x: number
  value: number
  /** Of the measurement alone. */
  sd: number
}

/** Grids of what is not known of the sweeps as a sample of the cell; each value is as likely as the next before the data. */
export interface AcrossPrior {
  /** Sd by which sweeps differ beyond their own errors, in the quantity's unit. */
  spreads: readonly number[]
  /** Sd by which the quantity changes with the displacement; 0 where it can't. */
  bends: readonly number[]
  /** Over how many mV it changes. */
  lengths: readonly number[]
  /** Sd of the quantity itself, wide. */
  width: number
}

/** Normal distributions with their weights. */
export type NormalMixture = { weight: number; mean: number; sd: number }[]

/**
 * The quantity at rest (displacement 0), from sweeps that measure it at other displacements, differ from each other, and
 * err: value = m + f(x) + sweep + error, f a Gaussian process of squared-exponential covariance. The posterior, over the
 * grids of the process's and the sweeps' sd, by the evidence. The sweep is the unit: samples within a sweep only set its error.
 * @param about added to the values' prior mean 0: their middle
 */
export function atRest(
  estimates: readonly SweepEstimate[],
  prior: AcrossPrior,
  about: number,
): NormalMixture {
  const parts: { logWeight: number; mean: number; sd: number }[] = []
  for (const bend of prior.bends) {
    for (const length of bend === 0 ? [1] : prior.lengths) {
      for (const spread of prior.spreads) {
        const part = given(estimates, { bend, length, spread, width: prior.width }, about)
        // Lengths share what a bend weighs.
        parts.push({ ...part, logWeight: part.logWeight - (bend === 0 ? 0 : Math.log(prior.lengths.length)) })
      }
    }
  }
  const most = Math.max(...parts.map(({ logWeight }) => logWeight))
  const total = parts.reduce((sum, { logWeight }) => sum + Math.exp(logWeight - most), 0)
  return parts
    .map(({ logWeight, mean, sd }) => ({ weight: Math.exp(logWeight - most) / total, mean, sd }))
    .filter(({ weight }) => weight > 1e-6)
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
): { logWeight: number; mean: number; sd: number } {
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
  const c = new Float64Array(n)
  forwardSolve(
    L,
    n,
    Float64Array.from(estimates, ({ value }) => value - about),
    0,
    y,
  )
  forwardSolve(
    L,
    n,
    Float64Array.from(estimates, ({ x }) => near(x, 0)),
    0,
    c,
  )
  let [square, mean, variance] = [0, 0, near(0, 0)]
  for (let i = 0; i < n; i++) {
    square += y[i] * y[i]
    mean += c[i] * y[i]
    variance -= c[i] * c[i]
  }
  return { logWeight: -halfLogDet - 0.5 * square, mean: about + mean, sd: Math.sqrt(Math.max(0, variance)) }
}
