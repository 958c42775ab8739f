import type { Constants } from './neuron-model.ts'

/** A simulator's row for one trace: the neuron parameters, then the constants that differ between traces. */
export interface RowLayout {
  /** Numbers per row. */
  size: number
  /** Writes all constants of the row at theta[at …] to out, in the order of the model's list. */
  constantsOf(theta: ArrayLike<number>, at: number, out: Float64Array): void
}

/**
 * @param parameters number of the neuron's parameters
 * @param constants null where each trace has its own
 */
export function rowLayout(parameters: number, constants: Constants): RowLayout {
  let size = parameters
  const places = constants.map((value) => (value === null ? size++ : -1))
  return {
    size,
    constantsOf(theta, at, out) {
      for (let j = 0; j < places.length; j++) {
        out[j] = places[j] < 0 ? (constants[j] as number) : theta[at + places[j]]
      }
    },
  }
}
