import type { Grid, NeuronModel, Solve } from '../../neuron-model.ts'
import type { Equations } from '../equations.ts'
import { rungeKutta4 } from '../integrators/runge-kutta-4.ts'
import { createFitzHughNagumoCycles } from './fitzhugh-nagumo-cycle.ts'
import { createFitzHughNagumoOrbits } from './fitzhugh-nagumo-orbits.ts'
import { createFitzHughNagumoKernel } from './kernel/fitzhugh-nagumo-kernel.ts'

/**
 * FitzHugh–Nagumo, as Rudi, Bessac & Lenzi 2022 write it:
 *
 *     du/dt =  γ (u − u³/3 + v + ζ)        u: membrane potential, observed
 *     dv/dt = −(1/γ) (u − θ0 + θ1 v)       v: recovery, hidden
 */
export const fitzHughNagumo: NeuronModel = {
  id: 'fitzhugh-nagumo',
  name: 'FitzHugh–Nagumo',
  parameters: [
    {
      name: 'theta0',
      symbol: 'θ₀',
      unit: null,
      meaning: 'recovery offset',
      group: 'neuron',
    },
    {
      name: 'theta1',
      symbol: 'θ₁',
      unit: null,
      meaning: 'recovery damping',
      group: 'neuron',
    },
  ],
  constants: [
    {
      name: 'gamma',
      symbol: 'γ',
      unit: null,
      meaning: 'separation of the fast and slow time scales',
      group: 'neuron',
      default: 3,
      change: 0.1,
      whenFree: { kind: 'truncatedNormal', mean: 3, sd: 0.3, lower: 2, upper: 4.5 },
    },
    {
      name: 'zeta',
      symbol: 'ζ',
      unit: null,
      meaning: 'stimulus current',
      group: 'neuron',
      default: -0.4,
      change: 0.1,
      whenFree: { kind: 'normal', mean: -0.4, sd: 0.2 },
    },
    {
      name: 'u0',
      symbol: 'u(0)',
      unit: null,
      meaning: 'membrane potential at the start',
      group: 'neuron',
      default: 0,
      initialState: 0,
      change: 0.1,
      whenFree: { kind: 'normal', mean: 0, sd: 0.5 },
    },
    {
      name: 'v0',
      symbol: 'v(0)',
      unit: null,
      meaning: 'recovery variable at the start',
      group: 'neuron',
      default: 0,
      initialState: 1,
      change: 0.1,
      whenFree: { kind: 'normal', mean: 0, sd: 0.5 },
    },
  ],
  confounded: [
    {
      names: ['theta0', 'zeta', 'v0'],
      why: 'With v + δ for v, ζ − δ for ζ and θ₀ + θ₁ δ for θ₀ the equations are the same.',
    },
  ],
  // With a negative γ the fast variable would diverge; with 0 the slow one has no equation.
  allowed: { gamma: { above: 0, below: Number.POSITIVE_INFINITY } },
  observed: { name: 'membrane potential', symbol: 'u', unit: 'model units' },
  currentUnit: 'model units',
  states: 2,
  spike: { level: 1.5, rearm: 0.75 },
  // Ten times the level of a spike: far beyond all that the cubic term allows.
  plausible: { above: -15, below: 15 },
  solve: (theta, constants, grid, current, out, start) =>
    current
      ? withCurrent(theta, constants, grid, current, out, start)
      : withoutCurrent(theta, constants, grid, out, start),
  kernel: createFitzHughNagumoKernel,
  cycles: createFitzHughNagumoCycles,
  orbits: createFitzHughNagumoOrbits,
  recovery: {
    observed: { name: 'recovery variable', symbol: 'v', unit: 'model units' },
    solve: (...args) => bothStates(...args),
  },
}

/** An injected current adds to ζ. */
const equations: Equations = {
  states: 2,
  initial(_theta, constants, out) {
    out[0] = constants[2]
    out[1] = constants[3]
  },
  derivative(x, current, theta, constants, out) {
    const [u, v] = [x[0], x[1]]
    const gamma = constants[0]
    out[0] = gamma * (u - (u * u * u) / 3 + v + (constants[1] + current))
    out[1] = -(u - theta[0] + theta[1] * v) / gamma
  },
}

const withCurrent: Solve = rungeKutta4(equations)
const bothStates: Solve = rungeKutta4(equations, 2)

/** Classical Runge–Kutta of order 4 at fixed step dt/substeps; written out, since it is the reference for speed too. */
function withoutCurrent(
  theta: ArrayLike<number>,
  constants: ArrayLike<number>,
  { dt, points, substeps }: Grid,
  out: Float64Array | Float32Array,
  start?: ArrayLike<number>,
): void {
  const theta0 = theta[0]
  const theta1 = theta[1]
  const gamma = constants[0]
  const zeta = constants[1]
  let u = start ? start[0] : constants[2]
  let v = start ? start[1] : constants[3]
  const h = dt / substeps
  for (let i = 0; i < points; i++) {
    out[i] = u
    for (let s = 0; s < substeps; s++) {
      const k1u = gamma * (u - (u * u * u) / 3 + v + zeta)
      const k1v = -(u - theta0 + theta1 * v) / gamma
      let a = u + 0.5 * h * k1u
      let b = v + 0.5 * h * k1v
      const k2u = gamma * (a - (a * a * a) / 3 + b + zeta)
      const k2v = -(a - theta0 + theta1 * b) / gamma
      a = u + 0.5 * h * k2u
      b = v + 0.5 * h * k2v
      const k3u = gamma * (a - (a * a * a) / 3 + b + zeta)
      const k3v = -(a - theta0 + theta1 * b) / gamma
      a = u + h * k3u
      b = v + h * k3v
      const k4u = gamma * (a - (a * a * a) / 3 + b + zeta)
      const k4v = -(a - theta0 + theta1 * b) / gamma
      u += (h / 6) * (k1u + 2 * k2u + 2 * k3u + k4u)
      v += (h / 6) * (k1v + 2 * k2v + 2 * k3v + k4v)
    }
  }
}
