import type { Random } from '../../model/random.ts'
import { pick } from '../mixture.ts'

/** n points in D dimensions with weights that sum to 1. */
export interface WeightedPoints {
  n: number
  dimension: number
  /** n × D. */
  z: Float64Array
  weights: Float64Array
}

/** The points with more than a negligible weight; the others would only cost time. */
export function heavyPoints(z: Float64Array, weights: Float64Array, dimension: number): WeightedPoints {
  let most = 0
  for (const w of weights) most = Math.max(most, w)
  const rows: number[] = []
  weights.forEach((w, i) => {
    if (w > 1e-8 * most) rows.push(i)
  })
  const kept = new Float64Array(rows.length * dimension)
  rows.forEach((row, i) => {
    kept.set(z.subarray(row * dimension, (row + 1) * dimension), i * dimension)
  })
  return { n: rows.length, dimension, z: kept, weights: Float64Array.from(rows, (row) => weights[row]) }
}

/** Weighted covariance (D × D, lower triangle) and its diagonal, never quite 0. */
export function moments({ n, dimension: D, z, weights }: WeightedPoints) {
  const mean = new Float64Array(D)
  const covariance = new Float64Array(D * D)
  for (let i = 0; i < n; i++) for (let j = 0; j < D; j++) mean[j] += weights[i] * z[i * D + j]
  for (let i = 0; i < n; i++) addOuter(covariance, weights[i], z, i * D, mean, 0, D)
  const variance = mean.map((_, j) => Math.max(covariance[j * D + j], 1e-12))
  for (let j = 0; j < D; j++) covariance[j * D + j] = variance[j] * (1 + 1e-9)
  return { covariance, variance }
}

/** Adds w (z−μ)(z−μ)ᵀ to the lower triangle of `sum`. */
function addOuter(
  sum: Float64Array,
  w: number,
  z: Float64Array,
  at: number,
  mean: Float64Array,
  meanAt: number,
  D: number,
): void {
  for (let r = 0; r < D; r++) {
    const dr = w * (z[at + r] - mean[meanAt + r])
    for (let c = 0; c <= r; c++) sum[r * D + c] += dr * (z[at + c] - mean[meanAt + c])
  }
}

/**
 * Up to `count` of the points, far from each other: k-means++ seeding (Arthur & Vassilvitskii 2007) on the weighted
 * points, in units of the whole's variance. @returns count × D
 */
export function seedCentres(
  { n, dimension: D, z, weights }: WeightedPoints,
  count: number,
  variance: Float64Array,
  random: Random,
): Float64Array {
  const distance = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
  let share = weights
  const chosen: number[] = []
  while (chosen.length < Math.min(count, n)) {
    const sum = share.reduce((a, b) => a + b, 0)
    if (!(sum > 0)) break
    const next = pick(
      share.map((s) => s / sum),
      random.uniform(),
    )
    chosen.push(next)
    for (let i = 0; i < n; i++) {
      let d = 0
      for (let j = 0; j < D; j++) d += (z[i * D + j] - z[next * D + j]) ** 2 / variance[j]
      distance[i] = Math.min(distance[i], d)
    }
    share = weights.map((w, i) => w * distance[i])
  }
  return Float64Array.from(chosen.flatMap((i) => Array.from(z.subarray(i * D, (i + 1) * D))))
}
