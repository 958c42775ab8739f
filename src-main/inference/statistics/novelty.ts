import { factorOfCovariance } from '../importance/cholesky.ts'

export interface Novelty {
  /** Root mean square distance to the nearest reference points, in whitened coordinates. */
  distance: number
  /** Slightly above the largest such distance of held-out points of the same kind. */
  limit: number
}

/** Number of nearest neighbours: one outlier in the reference should not make a point familiar. */
const neighbours = 3
/** Factor on the largest held-out distance, of which there are few. */
const margin = 1.1
/** Floor on the variance of directions in which the reference hardly varies, relative to the usual variance. */
const leastVariance = 1e-3

/** What is fitted to a reference to measure a point's distance from it, with D numbers a point. */
export interface NoveltyFit {
  /** Mean and standard deviation of each number. */
  means: Float64Array
  sds: Float64Array
  /** D × D, lower triangular: whitens scaled numbers, so that the reference has covariance 1. */
  factor: Float64Array
  /** n × D, the whitened reference. */
  points: Float64Array
  limit: number
}

/**
 * Fits novelty detection to a reference of any distribution: by the distance to the nearest points in whitened
 * coordinates. The limit comes from held-out points: in many dimensions reference points are nearer to each other
 * than to any new one. A new point of the same kind exceeds the largest of m such distances with probability 1/(m +
 * 1).
 * @param reference n points of the same dimension
 * @param heldOut m more of their kind
 */
export function fitNovelty(
  reference: readonly ArrayLike<number>[],
  heldOut: readonly ArrayLike<number>[],
): NoveltyFit {
  const whitening = fitWhitening(reference)
  const D = whitening.means.length
  const points = new Float64Array(reference.length * D)
  reference.forEach((row, k) => {
    points.set(whiten(whitening, row), k * D)
  })
  const farthest = heldOut.reduce(
    (most, row) => Math.max(most, distanceTo(points, whiten(whitening, row))),
    0,
  )
  return { ...whitening, points, limit: margin * farthest }
}

/** Distance of a point from the fitted reference. */
export function noveltyOf(fit: NoveltyFit, point: ArrayLike<number>): Novelty {
  return { distance: distanceTo(fit.points, whiten(fit, point)), limit: fit.limit }
}

/** Root mean square distance to the nearest of the points. @param points n × D */
function distanceTo(points: Float64Array, point: Float64Array): number {
  const nearest = new Array<number>(neighbours).fill(Number.POSITIVE_INFINITY)
  const D = point.length
  for (let from = 0; from < points.length; from += D) {
    let square = 0
    for (let j = 0; j < D && square < nearest[neighbours - 1]; j++)
      square += (point[j] - points[from + j]) ** 2
    if (square >= nearest[neighbours - 1]) continue
    nearest[neighbours - 1] = square
    nearest.sort((a, b) => a - b)
  }
  return Math.sqrt(nearest.reduce((s, v) => s + v, 0) / neighbours)
}

type Whitening = Pick<NoveltyFit, 'means' | 'sds' | 'factor'>

function fitWhitening(rows: readonly ArrayLike<number>[]): Whitening {
  const n = rows.length
  const D = rows[0].length
  const columns = Array.from({ length: D }, (_, j) => Float64Array.from(rows, (row) => row[j]))
  const means = Float64Array.from(columns, (c) => c.reduce((s, v) => s + v, 0) / n)
  const sds = Float64Array.from(
    columns,
    (c, j) => Math.sqrt(c.reduce((s, v) => s + (v - means[j]) ** 2, 0) / n) || 1,
  )
  const scaled = columns.map((c, j) => c.map((v) => (v - means[j]) / sds[j]))
  const correlation = new Float64Array(D * D)
  for (let i = 0; i < D; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += scaled[i][k] * scaled[j][k]
      correlation[i * D + j] = sum / n + (i === j ? leastVariance : 0)
    }
  }
  return { means, sds, factor: factorOfCovariance(correlation, new Float64Array(D).fill(1), D) }
}

function whiten({ means, sds, factor }: Whitening, row: ArrayLike<number>): Float64Array {
  const D = row.length
  const result = new Float64Array(D)
  for (let i = 0; i < D; i++)
    for (let j = 0; j <= i; j++) result[i] += factor[i * D + j] * ((row[j] - means[j]) / sds[j])
  return result
}
