import type { Solve } from '../../neuron-model.ts'
import type { Equations } from '../equations.ts'
import { fixedStep, type Step } from './fixed-step.ts'

/**
 * Classical Runge–Kutta of order 4 at fixed step dt/substeps (Hairer, Nørsett & Wanner, Solving ODEs I, table II.1.2);
 * its stages take the current at the step's start, middle, middle and end.
 * @param kept how many states are written, one after the other (fixed-step.ts)
 */
export function rungeKutta4(equations: Equations, kept = 1): Solve {
  const { states } = equations
  const k1 = new Float64Array(states)
  const k2 = new Float64Array(states)
  const k3 = new Float64Array(states)
  const k4 = new Float64Array(states)
  const y = new Float64Array(states)
  const step: Step = (x, h, current, theta, constants) => {
    equations.derivative(x, current[0], theta, constants, k1)
    for (let j = 0; j < states; j++) y[j] = x[j] + 0.5 * h * k1[j]
    equations.derivative(y, current[1], theta, constants, k2)
    for (let j = 0; j < states; j++) y[j] = x[j] + 0.5 * h * k2[j]
    equations.derivative(y, current[1], theta, constants, k3)
    for (let j = 0; j < states; j++) y[j] = x[j] + h * k3[j]
    equations.derivative(y, current[2], theta, constants, k4)
    for (let j = 0; j < states; j++) x[j] += (h / 6) * (k1[j] + 2 * k2[j] + 2 * k3[j] + k4[j])
  }
  return fixedStep(equations, step, kept)
}
