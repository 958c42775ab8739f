import type { Random } from '../../../model/random.ts'
import { choleskyFactor } from '../../../signal/statistics/cholesky.ts'
import { inverseOfSymmetric, solveSymmetric } from '../../../signal/statistics/solve-symmetric.ts'
import type { Mode } from '../../modes/find-mode.ts'
import { type PosteriorWork, placesIn, predictionsAt } from '../../modes/posterior-work.ts'

/**
 * A shift of one coordinate by a quadratic function of others, which straightens a curved ridge: the interval is by
 * far the best determined of the data, and a neuron's interval grows without bound where firing stops.
 */
export interface Straightening {
  /** Index of the shifted coordinate. */
  index: number
  /** The shift at the other coordinates of z[from …). */
  shift(z: ArrayLike<number>, from: number): number
}

/** Points around a mode at which the coordinate is solved for the data's interval. */
const points = 160
/** Rounds of the root search: first bracketing, then bisection. */
const rounds = 14
const firstStep = 0.04
/** Tolerance of ln(interval). */
const close = 0.003
/** Fewest solved points for a quadratic fit. */
const leastFound = 80
const ridge = 1e-6

/**
 * Solves for the coordinate `index` that gives the data's interval (the first number of the data) at points drawn
 * around a mode, and fits a quadratic to it. @returns null where too few points have a solution
 */
export function straighten(
  work: PosteriorWork,
  mode: Mode,
  index: number,
  random: Random,
): Straightening | null {
  const { others: coordinates } = placesIn(work.prior)
  const others = coordinates.filter((j) => j !== index)
  const { starts, at } = pointsAbout(mode, index, others, random)
  const found = findInterval(work, starts, index)
  if (found.length < leastFound) return null
  const terms = quadraticTerms(others.length)
  const rows = found.map((z) => terms(others.map((j) => (z[j] - mode.z[j]) / at(j))))
  const n = rows[0].length
  const normal = new Float64Array(n * n)
  const right = new Float64Array(n)
  rows.forEach((row, k) => {
    for (let a = 0; a < n; a++) {
      right[a] += row[a] * (found[k][index] - mode.z[index])
      for (let b = 0; b < n; b++) normal[a * n + b] += row[a] * row[b]
    }
  })
  for (let a = 0; a < n; a++) normal[a * n + a] += ridge * rows.length
  const coefficients = solveSymmetric(normal, right)
  return {
    index,
    shift(z, from) {
      const row = terms(others.map((j) => bounded((z[from + j] - mode.z[j]) / at(j))))
      return row.reduce((sum, x, a) => sum + x * coefficients[a], 0)
    },
  }
}

/** Limits x smoothly, so that densities stay smooth: far from the mode the quadratic does not hold. */
function bounded(x: number): number {
  const limit = 4
  return limit * Math.tanh(x / limit)
}

/** Draws around a mode by its curvature, with the coordinate `index` at its conditional mean. */
function pointsAbout(
  { z, precision }: Mode,
  index: number,
  others: readonly number[],
  random: Random,
): { starts: Float64Array[]; at: (j: number) => number } {
  const D = z.length
  const covariance = inverseOfSymmetric(precision, D)
  const factor = new Float64Array(D * D)
  choleskyFactor(covariance, D, factor, (r) => 1e-10 * Math.abs(covariance[r * D + r]))
  const starts = Array.from({ length: points }, () => {
    const e = Float64Array.from({ length: D }, () => random.normal())
    const point = z.slice()
    for (const j of others) for (let k = 0; k <= j; k++) point[j] += factor[j * D + k] * e[k]
    // The conditional mean of a normal by its precision.
    let pull = 0
    for (const j of others) pull += precision[index * D + j] * (point[j] - z[j])
    point[index] -= pull / precision[index * D + index]
    return point
  })
  return { starts, at: (j) => Math.sqrt(covariance[j * D + j]) }
}

/**
 * Moves each point along one coordinate until the model's interval is that of the data; returns those that converge.
 */
function findInterval(work: PosteriorWork, starts: readonly Float64Array[], index: number): Float64Array[] {
  const target = work.observed[0]
  const searches = starts.map((z) => ({ z, low: Number.NaN, high: Number.NaN, step: firstStep, done: false }))
  for (let round = 0; round < rounds; round++) {
    const open = searches.filter(({ done }) => !done)
    if (open.length === 0) break
    const predictions = predictionsAt(
      work,
      open.map(({ z }) => z),
    )
    open.forEach((search, k) => {
      const interval = predictions[k][0]
      if (Math.abs(interval - target) < close) {
        search.done = true
        return
      }
      // A neuron that does not fire needs more drive, like one whose interval is too long.
      const here = search.z[index]
      if (!(interval <= target)) search.low = here
      else search.high = here
      if (Number.isNaN(search.low)) search.z[index] = here - search.step
      else if (Number.isNaN(search.high)) search.z[index] = here + search.step
      else search.z[index] = (search.low + search.high) / 2
      search.step *= 2
    })
  }
  return searches.filter(({ done }) => done).map(({ z }) => z)
}

/** Terms of a quadratic: 1, x and all products of two of x. */
function quadraticTerms(n: number): (x: readonly number[]) => number[] {
  return (x) => {
    const row = [1, ...x]
    for (let a = 0; a < n; a++) for (let b = 0; b <= a; b++) row.push(x[a] * x[b])
    return row
  }
}
