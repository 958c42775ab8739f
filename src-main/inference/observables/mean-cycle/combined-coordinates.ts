import type { Prior } from '../../../model/composition/prior.ts'
import type { CycleCombination, CycleLevels } from '../../../model/spike-cycle.ts'
import type { Coordinates } from '../../inverse.ts'
import type { Straightening } from './straighten.ts'

/** A combination, and the index in the prior's list of the parameter that it replaces. */
interface Place {
  index: number
  combination: CycleCombination
}

/** Combinations that replace free parameters. */
function placesOf({ neuron, parameters }: Prior): Place[] {
  return (neuron.spikeCycles?.combinations ?? []).flatMap((combination) => {
    const index = parameters.findIndex(({ name }) => name === combination.parameter)
    return index < 0 ? [] : [{ index, combination }]
  })
}

/**
 * Maps between parameters and coordinates, which are the prior's own except for the combinations that a mean cycle
 * determines better.
 */
function createMaps(prior: Prior) {
  const places = placesOf(prior)
  const { thetaSize, neuron, constants } = prior
  const theta = new Float64Array(thetaSize)
  const row = new Float64Array(neuron.parameters.length + constants.length)
  const rowConstants = row.subarray(neuron.parameters.length)
  const readRow = (values: ArrayLike<number>, at: number): Float64Array => {
    prior.theta(values, at, theta, 0)
    row.set(theta.subarray(0, neuron.parameters.length))
    prior.constantsAt(theta, 0, rowConstants)
    return row
  }
  return {
    places,
    toCoordinates(
      values: ArrayLike<number>,
      from: number,
      levels: CycleLevels,
      out: Float64Array | Float32Array,
      to: number,
    ): void {
      prior.toUnbounded(values, from, out, to)
      const own = readRow(values, from)
      for (const { index, combination } of places) out[to + index] = combination.of(own, levels)
    },
    toValues(z: ArrayLike<number>, from: number, levels: CycleLevels, out: Float64Array, to: number): void {
      prior.fromUnbounded(z, from, out, to)
      // A combination depends only on parameters that are not replaced, or were replaced before it.
      for (const { index, combination } of places) {
        out[to + index] = combination.parameterAt(z[from + index], readRow(out, to), levels)
      }
    },
    /** log |dm/dz| at the parameters values[at …). */
    logJacobian(z: ArrayLike<number>, from: number, values: ArrayLike<number>, levels: CycleLevels): number {
      let sum = 0
      prior.coordinateDistributions.forEach((distribution, j) => {
        if (!places.some(({ index }) => index === j)) sum += distribution.logJacobian(z[from + j])
      })
      const own = readRow(values, 0)
      for (const { combination } of places) sum -= combination.logSlope(own, levels)
      return sum
    },
  }
}

/**
 * Limit in standard deviations of coordinates with a normal or log-normal prior: one of 15,000 prior draws lies
 * beyond, and the network's tails would otherwise dominate the mean of a log-normal quantity.
 */
const farthest = 4

/** Coordinates of mean cycles, relative to the data's `CycleLevels`. */
export function meanCycleCoordinates(prior: Prior): Coordinates {
  const maps = createMaps(prior)
  const D = prior.parameters.length
  const within = new Float64Array(D)
  const quantities = prior.parameters.map(
    (parameter, j) => maps.places.find(({ index }) => index === j)?.combination.quantity ?? parameter,
  )
  return {
    dimension: D,
    quantities,
    of: (values, from, reading, out, to) => maps.toCoordinates(values, from, reading as CycleLevels, out, to),
    quantitiesAt(z, from, out, to) {
      prior.coordinateDistributions.forEach(({ upper }, j) => {
        const limit = Number.isFinite(upper) ? Number.POSITIVE_INFINITY : farthest
        within[j] = Math.max(-limit, Math.min(limit, z[from + j]))
      })
      prior.fromUnbounded(within, 0, out, to)
      for (const { index } of maps.places) out[to + index] = z[from + index]
    },
    placeOf: () => null,
  }
}

/**
 * The same prior in the coordinates of data with these levels.
 * @param straightening a shift of one coordinate, once it is fitted
 */
export function inCombinations(
  prior: Prior,
  levels: CycleLevels,
  straightening: () => Straightening | null,
): Prior {
  const maps = createMaps(prior)
  const D = prior.parameters.length
  const values = new Float64Array(D)
  const own = new Float64Array(D)
  /** Coordinates without the shift, whose Jacobian determinant is 1. */
  const unshifted = (z: ArrayLike<number>, from: number): Float64Array => {
    for (let j = 0; j < D; j++) own[j] = z[from + j]
    const straight = straightening()
    if (straight) own[straight.index] += straight.shift(own, 0)
    return own
  }
  return {
    ...prior,
    toUnbounded(of, from, out, to) {
      maps.toCoordinates(of, from, levels, out, to)
      const straight = straightening()
      if (straight) out[to + straight.index] -= straight.shift(out, to)
    },
    fromUnbounded: (z, from, out, to) => maps.toValues(unshifted(z, from), 0, levels, out, to),
    logJacobian(z, at) {
      const plain = unshifted(z, at)
      maps.toValues(plain, 0, levels, values, 0)
      return maps.logJacobian(plain, 0, values, levels)
    },
  }
}
