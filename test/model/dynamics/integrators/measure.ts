import type { InjectedCurrent } from '../../../../src-main/model/injected-current.ts'
import type { Solve } from '../../../../src-main/model/neuron-model.ts'
import type { Protocol } from '../../../../src-main/model/protocol/protocol.ts'
import { sampleCurrent } from '../../../../src-main/model/protocol/sample-current.ts'

export interface Grid {
  dt: number
  points: number
  substeps: number
}

/** The membrane potential on the grid, of equations without parameters. */
export function solved(solve: Solve, grid: Grid, protocol?: Protocol): Float64Array {
  const current: InjectedCurrent | null = protocol ? sampleCurrent(protocol, grid) : null
  const out = new Float64Array(grid.points)
  solve([], [], grid, current, out)
  return out
}

/** The largest difference from the closed form over the grid. */
export function largestError(
  solve: Solve,
  exact: (t: number) => number,
  grid: Grid,
  protocol?: Protocol,
): number {
  const x = solved(solve, grid, protocol)
  return Math.max(...x.map((value, i) => Math.abs(value - exact(i * grid.dt))))
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (x, i) => Math.abs(x - b[i])))
}

/** Observed orders of a method from halving its step: log₂ of the ratio of one error to the next. */
export function observedOrders(errors: readonly number[]): number[] {
  return errors.slice(1).map((error, i) => Math.log2(errors[i] / error))
}
