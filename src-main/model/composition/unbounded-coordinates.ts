import type { ContinuousDistribution } from '../prior/distributions/distribution.ts'

/** The maps between rows of parameter values and unbounded coordinates, in which networks and samplers work. */
export interface UnboundedCoordinates {
  /** Distributions that define the unbounded coordinates: the prior's own, or those that a network was trained on. */
  coordinateDistributions: readonly ContinuousDistribution[]
  toUnbounded(values: ArrayLike<number>, from: number, out: Float64Array | Float32Array, to: number): void
  fromUnbounded(z: ArrayLike<number>, from: number, out: Float64Array, to: number): void
  /** log |dm/dz| at z[at …). */
  logJacobian(z: ArrayLike<number>, at: number): number
}

/** @param columns the distribution of each column of the rows, inside whose limits values lie */
export function unboundedCoordinates(columns: readonly ContinuousDistribution[]): UnboundedCoordinates {
  const D = columns.length
  return {
    coordinateDistributions: columns,
    toUnbounded(values, from, out, to) {
      for (let j = 0; j < D; j++) out[to + j] = columns[j].toUnbounded(values[from + j])
    },
    fromUnbounded(z, from, out, to) {
      for (let j = 0; j < D; j++) out[to + j] = columns[j].fromUnbounded(z[from + j])
    },
    logJacobian(z, at) {
      let sum = 0
      for (let j = 0; j < D; j++) sum += columns[j].logJacobian(z[at + j])
      return sum
    },
  }
}
