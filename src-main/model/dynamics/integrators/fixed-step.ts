import type { Solve } from '../../neuron-model.ts'
import type { Equations } from '../equations.ts'
import { firstState } from './first-state.ts'

/**
 * Advances x by one step.
 * @param h length of the step, ms
 * @param current injected at the step's start, middle and end
 */
export type Step = (
  x: Float64Array,
  h: number,
  current: Float64Array,
  theta: ArrayLike<number>,
  constants: ArrayLike<number>,
) => void

/**
 * Integrates by a one-step method at fixed step dt/substeps.
 * @param kept how many states are written, `points` numbers each, one after the other; default: only the first
 */
export function fixedStep(equations: Equations, step: Step, kept = 1): Solve {
  const x = new Float64Array(equations.states)
  const injected = new Float64Array(3)
  return (theta, constants, { dt, points, substeps }, current, out, start) => {
    firstState(equations, theta, constants, start, x)
    injected.fill(0)
    const h = dt / substeps
    for (let j = 0; j < kept; j++) out[j * points] = x[j]
    let n = 0
    for (let i = 1; i < points; i++) {
      for (let s = 0; s < substeps; s++) {
        if (current) {
          injected[0] = current.start[n]
          injected[1] = current.middle[n]
          injected[2] = current.end[n]
          n++
        }
        step(x, h, injected, theta, constants)
      }
      for (let j = 0; j < kept; j++) out[j * points + i] = x[j]
    }
  }
}
