import type { ForwardModel } from '../../observable.ts'

/** Converts rows of a forward model to the rows of its neuron's cycles: parameters, then all constants. */
export function cycleRows({ neuron, constantDescriptions, layout }: ForwardModel) {
  const own = neuron.parameters.length
  const width = own + constantDescriptions.length
  const constants = new Float64Array(constantDescriptions.length)
  let rows = new Float64Array(0)
  return (theta: ArrayLike<number>, n: number): Float64Array => {
    if (rows.length < n * width) rows = new Float64Array(n * width)
    for (let k = 0; k < n; k++) {
      for (let j = 0; j < own; j++) rows[k * width + j] = theta[k * layout.size + j]
      layout.constantsOf(theta, k * layout.size, constants)
      rows.set(constants, k * width + own)
    }
    return rows
  }
}

/** Converts parameter values to the row of the neuron's cycle. */
export function ownRow(prior: {
  forward: ForwardModel
  theta(values: ArrayLike<number>, at: number, out: Float64Array, to: number): void
}): (values: ArrayLike<number>) => Float64Array {
  const { forward } = prior
  const rowsOf = cycleRows(forward)
  const theta = new Float64Array(forward.layout.size)
  return (values) => {
    prior.theta(values, 0, theta, 0)
    return rowsOf(theta, 1).slice(0, forward.neuron.parameters.length + forward.constantDescriptions.length)
  }
}
