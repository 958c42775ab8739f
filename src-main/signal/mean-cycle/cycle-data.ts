import { type CycleDesign, cycleNumbers, parts } from './nodes.ts'

/**
 * The data of an estimate by the mean cycle, as one vector: the mean of the cycles' numbers, their design (level in mV,
 * ln(width/ms)), and the lower triangle of the covariance of the mean, row by row.
 */
const D = cycleNumbers
const designAt = D
const covarianceAt = D + 2
export const cycleDataSize: number = covarianceAt + (D * (D + 1)) / 2

/** Writes the data of a mean cycle to out[at …). */
export function writeCycleData(
  { level, width }: CycleDesign,
  { mean, covariance }: { mean: ArrayLike<number>; covariance: ArrayLike<number> },
  out: Float32Array | Float64Array,
  at: number,
): void {
  for (let j = 0; j < D; j++) out[at + j] = mean[j]
  out[at + designAt] = level
  out[at + designAt + 1] = Math.log(width)
  let k = at + covarianceAt
  for (let i = 0; i < D; i++) for (let j = 0; j <= i; j++) out[k++] = covariance[i * D + j]
}

/** The design in the data, and their interval, ms. */
export function designOf(data: ArrayLike<number>, at = 0): CycleDesign & { interval: number } {
  const [level, logWidth] = [data[at + designAt], data[at + designAt + 1]]
  return { level, width: Math.exp(logWidth), interval: Math.exp(data[at]) }
}

/** The covariance of the mean, cycleNumbers², row-major. */
export function covarianceOf(data: ArrayLike<number>, at = 0): Float64Array {
  const covariance = new Float64Array(D * D)
  let k = at + covarianceAt
  for (let i = 0; i < D; i++) {
    for (let j = 0; j <= i; j++) covariance[i * D + j] = covariance[j * D + i] = data[k++]
  }
  return covariance
}

/** Variance of number j of the mean. */
export function varianceOf(data: ArrayLike<number>, at: number, j: number): number {
  return data[at + covarianceAt + (j * (j + 3)) / 2]
}

/** mV: mean potential of the middle nodes, and the potential halfway from the design's level to the highest node. */
export function levelsOf(data: ArrayLike<number>, at = 0): { between: number; upper: number } {
  const [from, to] = parts.middle
  let between = 0
  for (let j = from; j < to; j++) between += data[at + j] / (to - from)
  let highest = Number.NEGATIVE_INFINITY
  for (let j = parts.after[0]; j < parts.after[1]; j++) highest = Math.max(highest, data[at + j])
  return { between, upper: (data[at + designAt] + highest) / 2 }
}

/** From trough to peak, mV, from the half-height level and the lowest node; NaN where there is no cycle. */
export function heightOf(data: ArrayLike<number>, at = 0): number {
  let lowest = data[at + 1]
  for (let j = 2; j < D; j++) lowest = Math.min(lowest, data[at + j])
  return 2 * (data[at + designAt] - lowest)
}
