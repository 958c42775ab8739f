import { factorOfCovariance } from '../importance/cholesky.ts'

export interface Novelty {
  /** Root mean square distance, in whitened coordinates, to the nearest of the reference. */
  distance: number
  /** Beyond the largest such distance of points of the same kind that were held out. */
  limit: number
}

/** The distance is that to so many nearest neighbours: a single stray one makes nothing familiar. */
const neighbours = 3
/** A little beyond the farthest of few. */
const margin = 1.1
/** Directions in which the reference hardly varies count no more than if they had this share of the usual variance. */
const leastVariance = 1e-3

/**
 * Tells whether a point is like those of a reference, however these are spread: by its distance to the nearest of
 * them, in coordinates where they have covariance 1. The limit comes from points that neither the coordinates nor the
 * neighbours were made of: in many dimensions those of the reference lie nearer to each other than to any new one.
 * Another point of the same kind lies beyond the largest of m such distances with probability 1/(m + 1).
 * @param reference n points of the same dimension @param heldOut m more of their kind
 */
export function createNovelty(
  reference: readonly ArrayLike<number>[],
  heldOut: readonly ArrayLike<number>[],
): (point: ArrayLike<number>) => Novelty {
  const whiten = createWhitening(reference)
  const points = reference.map(whiten)
  const limit = margin * heldOut.reduce((most, point) => Math.max(most, distanceTo(points, whiten(point))), 0)
  return (point) => ({ distance: distanceTo(points, whiten(point)), limit })
}

function distanceTo(points: readonly Float64Array[], point: Float64Array): number {
  const nearest = new Array<number>(neighbours).fill(Number.POSITIVE_INFINITY)
  for (const other of points) {
    let square = 0
    for (let j = 0; j < point.length && square < nearest[neighbours - 1]; j++)
      square += (point[j] - other[j]) ** 2
    if (square >= nearest[neighbours - 1]) continue
    nearest[neighbours - 1] = square
    nearest.sort((a, b) => a - b)
  }
  return Math.sqrt(nearest.reduce((s, v) => s + v, 0) / neighbours)
}

function createWhitening(rows: readonly ArrayLike<number>[]): (row: ArrayLike<number>) => Float64Array {
  const n = rows.length
  const D = rows[0].length
  const columns = Array.from({ length: D }, (_, j) => Float64Array.from(rows, (row) => row[j]))
  const means = columns.map((c) => c.reduce((s, v) => s + v, 0) / n)
  const sds = columns.map((c, j) => Math.sqrt(c.reduce((s, v) => s + (v - means[j]) ** 2, 0) / n) || 1)
  const scaled = columns.map((c, j) => c.map((v) => (v - means[j]) / sds[j]))
  const correlation = new Float64Array(D * D)
  for (let i = 0; i < D; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += scaled[i][k] * scaled[j][k]
      correlation[i * D + j] = sum / n + (i === j ? leastVariance : 0)
    }
  }
  const A = factorOfCovariance(correlation, new Float64Array(D).fill(1), D)
  return (row) => {
    const result = new Float64Array(D)
    for (let i = 0; i < D; i++)
      for (let j = 0; j <= i; j++) result[i] += A[i * D + j] * ((row[j] - means[j]) / sds[j])
    return result
  }
}
