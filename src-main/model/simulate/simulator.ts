import type { Constants, Grid, NeuronModel, SimulationKernel } from '../dynamics/neuron-model.ts'
import { rowLayout } from '../row-layout.ts'

/** Runs a neuron model many times: by its kernel where it has one, else by the reference solver. */
export interface Simulator extends SimulationKernel {
  readonly model: NeuronModel
  readonly grid: Grid
  /** Which of the two is at work. */
  readonly kind: 'kernel' | 'reference'
}

/**
 * @param constants in the order of the model's list; null where each trace has its own, in its row
 * @param kind 'reference' forces the float64 solver
 */
export function createSimulator(
  model: NeuronModel,
  constants: Constants,
  grid: Grid,
  kind: 'kernel' | 'reference' = 'kernel',
): Simulator {
  const kernel = kind === 'kernel' ? (model.kernel?.(constants, grid) ?? null) : null
  if (!kernel) return { ...referenceKernel(model, constants, grid), model, grid, kind: 'reference' }
  const { size } = rowLayout(model.parameters.length, constants)
  const { points } = grid
  return {
    model,
    grid,
    kind: 'kernel',
    capacity: Number.POSITIVE_INFINITY,
    traces(theta, n, out) {
      forChunks(n, kernel.capacity, (from, count) =>
        kernel.traces(
          theta.subarray(from * size, (from + count) * size),
          count,
          out.subarray(from * points, (from + count) * points),
        ),
      )
    },
    residualSums(theta, n, observed, sums) {
      forChunks(n, kernel.capacity, (from, count) =>
        kernel.residualSums(
          theta.subarray(from * size, (from + count) * size),
          count,
          observed,
          sums.subarray(from * 4, (from + count) * 4),
        ),
      )
    },
  }
}

/**
 * The reference solver for rows as simulators take them.
 * @returns writes the observed variable of row `k` of `theta` to `out`, `grid.points` values
 */
export function createRowSolver(model: NeuronModel, constants: Constants, grid: Grid) {
  const { size, constantsOf } = rowLayout(model.parameters.length, constants)
  const own = new Float64Array(constants.length)
  return (theta: Float64Array, k: number, out: Float64Array | Float32Array): void => {
    constantsOf(theta, k * size, own)
    model.solve(theta.subarray(k * size, (k + 1) * size), own, grid, out)
  }
}

function forChunks(n: number, size: number, run: (from: number, count: number) => void): void {
  for (let from = 0; from < n; from += size) run(from, Math.min(size, n - from))
}

function referenceKernel(model: NeuronModel, constants: Constants, grid: Grid): SimulationKernel {
  const solve = createRowSolver(model, constants, grid)
  const { points } = grid
  const u = new Float64Array(points)
  return {
    capacity: Number.POSITIVE_INFINITY,
    traces(theta, n, out) {
      for (let k = 0; k < n; k++) {
        solve(theta, k, out.subarray(k * points, (k + 1) * points))
      }
    },
    residualSums(theta, n, observed, sums) {
      for (let k = 0; k < n; k++) {
        solve(theta, k, u)
        let squares = 0
        let steps = 0
        let previous = observed[0] - u[0]
        const first = previous
        for (let i = 0; i < points; i++) {
          const r = observed[i] - u[i]
          squares += r * r
          steps += (r - previous) * (r - previous)
          previous = r
        }
        sums.set([squares, steps, first, previous], 4 * k)
      }
    },
  }
}
