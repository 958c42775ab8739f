import type { Equations, SemilinearEquations } from '../../../../src-main/model/dynamics/equations.ts'

/** dx/dt from a and b. @param linear writes a and b at x */
function semilinear(
  first: readonly number[],
  linear: (x: ArrayLike<number>, current: number, a: Float64Array, b: Float64Array) => void,
): SemilinearEquations {
  const b = new Float64Array(first.length)
  return {
    states: first.length,
    initial: (_theta, _constants, out) => out.set(first),
    derivative(x, current, _theta, _constants, out) {
      linear(x, current, out, b)
      for (let j = 0; j < first.length; j++) out[j] -= b[j] * x[j]
    },
    linear: (x, current, _theta, _constants, aOut, bOut) => linear(x, current, aOut, bOut),
  }
}

/** Passive membrane: C dV/dt = −g (V − E) + I(t), from V(0) = −65 mV; τ = C/g = 10 ms. */
export const passive = { C: 1, g: 0.1, E: -70, first: -65 }

export const passiveMembrane = semilinear([passive.first], (_x, current, a, b) => {
  a[0] = (passive.g * passive.E + current) / passive.C
  b[0] = passive.g / passive.C
})

/** V of the passive membrane t ms after it was `from`, with the current start + rate · t. */
export function passiveVoltage(from: number, start: number, rate: number, t: number): number {
  const { C, g, E } = passive
  const tau = C / g
  // E + (start + rate (t − τ))/g solves the equation; what is off it at t = 0 decays.
  const particular = (s: number): number => E + (start + rate * (s - tau)) / g
  return particular(t) + (from - particular(0)) * Math.exp(-t / tau)
}

/**
 * Three coupled states with a damped oscillation: x = P z, where z₀ and z₁ turn at 1.3 rad/ms and decay at 0.2/ms, z₂
 * decays at 0.7/ms, and P = [1 1 1; 0 1 1; 0 0 1]. So dx/dt = P Λ P⁻¹ x, from z = (1, 0, 2).
 */
const [decay, turn, third] = [0.2, 1.3, 0.7]
const matrix = [
  [-decay - turn, 2 * turn, -turn + decay - third],
  [-turn, turn - decay, decay - third],
  [0, 0, -third],
]

export const oscillator = semilinear([3, 2, 2], (x, _current, a, b) => {
  for (let j = 0; j < 3; j++) {
    b[j] = -matrix[j][j]
    a[j] = 0
    for (let k = 0; k < 3; k++) if (k !== j) a[j] += matrix[j][k] * x[k]
  }
})

/** x₀ of the oscillator: z₀ + z₁ + z₂. */
export function oscillatorSolution(t: number): number {
  return Math.exp(-decay * t) * (Math.cos(turn * t) - Math.sin(turn * t)) + 2 * Math.exp(-third * t)
}

/** dx/dt = x (1 − x) from 0.01. */
export const logistic: Equations = {
  states: 1,
  initial: (_theta, _constants, out) => out.fill(0.01),
  derivative(x, _current, _theta, _constants, out) {
    out[0] = x[0] * (1 - x[0])
  },
}

export function logisticSolution(t: number): number {
  return 1 / (1 + 99 * Math.exp(-t))
}

/** dx/dt = −y x, dy/dt = −y from (2, 3). */
export const product = semilinear([2, 3], (x, _current, a, b) => {
  a[0] = 0
  b[0] = x[1]
  a[1] = 0
  b[1] = 1
})

export function productSolution(t: number): number {
  return 2 * Math.exp(3 * Math.expm1(-t))
}
