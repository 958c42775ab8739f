import { cycleNumbers, nodeCorrelation } from './nodes.ts'

/** A mean over cycles and its covariance. */
export interface CycleMean {
  /** cycleNumbers values. */
  mean: Float64Array
  /** Covariance of the mean, cycleNumbers², row-major: between-cycle covariance over `effective`, plus the floor. */
  covariance: Float64Array
  /** Effective number of independent cycles. */
  effective: number
}

/** Prior pseudo-cycles of usual scatter, pooled with the observed ones: three cycles may agree by chance. */
const pseudoCycles = 2
/** Usual standard deviations between cycles: of ln(interval), of the potential (mV). */
const usualInterval = 0.06
const usualPotential = 0.6
/** Prior weight, in cycles, of the correlations nodeCorrelation. */
const believed = 8
/** Fewest intervals to estimate their autocorrelation. */
const fewestForCorrelation = 4
/** Error floor, not reduced by averaging: of ln(interval); of the potential (mV), in addition to the sampling error. */
const floorInterval = 0.004
const floorPotential = 0.15

/**
 * Mean of cycles and its covariance: scatter between cycles pooled with two pseudo-cycles, correlations shrunk to
 * smooth ones, divided by the effective number of cycles (from the lag-1 correlation of intervals), inflated because it
 * is itself estimated, plus a floor.
 * @param cycles rows of cycleNumbers, in order of time, at least 2
 * @param sampling sd of the sampling error of each number of the mean, cycleNumbers values; none where left out
 */
export function meanOfCycles(cycles: readonly ArrayLike<number>[], sampling?: ArrayLike<number>): CycleMean {
  const n = cycles.length
  const D = cycleNumbers
  const mean = new Float64Array(D)
  for (const cycle of cycles) for (let j = 0; j < D; j++) mean[j] += cycle[j] / n
  const sums = new Float64Array(D * D)
  for (const cycle of cycles) {
    for (let i = 0; i < D; i++) {
      const r = cycle[i] - mean[i]
      for (let j = 0; j <= i; j++) sums[i * D + j] += r * (cycle[j] - mean[j])
    }
  }
  const degrees = n - 1 + pseudoCycles
  const sd = Float64Array.from({ length: D }, (_, j) => {
    const usual = j === 0 ? usualInterval : usualPotential
    return Math.sqrt((sums[j * D + j] + pseudoCycles * usual * usual) / degrees)
  })
  const effective = effectiveCycles(cycles.map((cycle) => cycle[0]))
  // An estimated scale gives a Student t with this many degrees of freedom; use a normal of the same variance.
  const factor = degrees / (degrees - 2) / effective
  const shrink = believed / (n + believed)
  const covariance = new Float64Array(D * D)
  for (let i = 0; i < D; i++) {
    for (let j = 0; j <= i; j++) {
      const scale = sd[i] * sd[j]
      const own = i === j ? 1 : sums[i * D + j] / (degrees * scale)
      const correlation = (1 - shrink) * own + shrink * nodeCorrelation[i * D + j]
      covariance[i * D + j] = covariance[j * D + i] = factor * scale * correlation
    }
    covariance[i * D + i] += floorVariance(i) + (sampling ? sampling[i] * sampling[i] : 0)
  }
  return { mean, covariance, effective }
}

/** Floor of the variance of number j, common to means of other cycles of the same recording. */
export function floorVariance(j: number): number {
  return (j === 0 ? floorInterval : floorPotential) ** 2
}

/**
 * Effective number n (1 − r)/(1 + r), r the lag-1 correlation of the intervals where above 0; at least 2, at most n.
 * The bias of r, −(1 + 3r)/n (Kendall 1954; Marriott & Pope 1954), is corrected from 4 intervals on.
 */
function effectiveCycles(intervals: readonly number[]): number {
  const n = intervals.length
  const mean = intervals.reduce((a, b) => a + b, 0) / n
  let [products, squares] = [0, 0]
  intervals.forEach((x, k) => {
    squares += (x - mean) ** 2
    if (k > 0) products += (x - mean) * (intervals[k - 1] - mean)
  })
  const own = squares > 0 ? products / squares : 0
  const corrected = n < fewestForCorrelation ? own : own + (1 + 3 * own) / n
  const r = Math.max(0, Math.min(0.9, corrected))
  return Math.max(2, (n * (1 - r)) / (1 + r))
}
