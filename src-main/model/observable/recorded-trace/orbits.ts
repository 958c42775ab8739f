import type { Grid, NeuronModel, OrbitKernel } from '../../neuron-model.ts'

/** Traces from given states, each with its own time step: by the neuron's kernel, else by its solver, one by one. */
export function createOrbits(neuron: NeuronModel, grid: Grid): OrbitKernel {
  return neuron.orbits?.(grid) ?? solvedOrbits(neuron, grid)
}

function solvedOrbits({ parameters, constants, states, solve }: NeuronModel, grid: Grid): OrbitKernel {
  const known = constants.flatMap(({ initialState }, j) => (initialState === undefined ? [j] : []))
  const own = parameters.length
  const size = own + known.length + states + 1
  const values = Float64Array.from(constants, (constant) => constant.default)
  const { points } = grid
  return {
    size,
    traces(rows, n, out) {
      for (let k = 0; k < n; k++) {
        const row = rows.subarray(k * size, (k + 1) * size)
        known.forEach((j, i) => {
          values[j] = row[own + i]
        })
        const start = row.subarray(size - 1 - states, size - 1)
        const step = { ...grid, dt: row[size - 1] }
        solve(row, values, step, null, out.subarray(k * points, (k + 1) * points), start)
      }
    },
  }
}
