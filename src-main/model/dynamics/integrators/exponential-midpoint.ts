import type { Solve } from '../../neuron-model.ts'
import type { SemilinearEquations } from '../equations.ts'
import { fixedStep } from './fixed-step.ts'

/**
 * Exponential midpoint rule, the second-order Rush–Larsen method, at fixed step dt/substeps (Sundnes, Artebrant,
 * Skavhaug & Tveito 2009, A second-order algorithm for solving dynamic cell membrane equations, IEEE TBME 56:2546):
 * half a step of exponential Euler to the midpoint, then a whole step with the coefficients a and b at the midpoint.
 * The half step takes the current at the step's start, the whole one that at its middle. Exact for constant a and b.
 */
export function exponentialMidpoint(equations: SemilinearEquations): Solve {
  const { states } = equations
  const a = new Float64Array(states)
  const b = new Float64Array(states)
  const midpoint = new Float64Array(states)
  return fixedStep(equations, (x, h, current, theta, constants) => {
    equations.linear(x, current[0], theta, constants, a, b)
    for (let j = 0; j < states; j++) midpoint[j] = x[j] + (a[j] - b[j] * x[j]) * decayTime(b[j], h / 2)
    equations.linear(midpoint, current[1], theta, constants, a, b)
    for (let j = 0; j < states; j++) x[j] += (a[j] - b[j] * x[j]) * decayTime(b[j], h)
  })
}

/** (1 − exp(−b h))/b, which is ∫ exp(−b t) dt from 0 to h; h where b is 0. */
function decayTime(b: number, h: number): number {
  return b === 0 ? h : -Math.expm1(-b * h) / b
}
