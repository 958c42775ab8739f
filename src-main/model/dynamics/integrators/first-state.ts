import type { Equations } from '../equations.ts'

/** Writes the state at the first sample to x: `start` where there is one, else the equations' own. */
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
