import type { Equations } from '../equations.ts'

/** Writes the initial state to x: `start` where given, else the equations' own. */
export function firstState(
  equations: Equations,
  theta: ArrayLike<number>,
  constants: ArrayLike<number>,
  start: ArrayLike<number> | undefined,
  x: Float64Array,
): void {
  if (!start) equations.initial(theta, constants, x)
  else for (let j = 0; j < equations.states; j++) x[j] = start[j]
}
