import type { Constants } from './neuron-model.ts'

/** What a simulator takes for one trace: the neuron parameters, then those constants that are not the same for all. */
export interface RowLayout {
  /** Numbers in a row. */
  size: number
  /** Writes all constants of the row at theta[at …] to out, in the order of the model's list. */
  constantsOf(theta: ArrayLike<number>, at: number, out: Float64Array): void
}

/**
 * @param parameters how many the neuron has
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
