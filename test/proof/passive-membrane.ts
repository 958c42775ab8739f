import type { SemilinearEquations } from '../../src-main/model/dynamics/equations.ts'
import { exponentialMidpoint } from '../../src-main/model/dynamics/integrators/exponential-midpoint.ts'
import type { NeuronModel } from '../../src-main/model/neuron-model.ts'

/** τ dV/dt = E − V + R I: one state, three parameters. */
const equations: SemilinearEquations = {
  states: 1,
  initial(theta, _constants, out) {
    out[0] = theta[2]
  },
  derivative(x, current, theta, _constants, out) {
    out[0] = (theta[2] + theta[0] * current - x[0]) / theta[1]
  },
  linear(_x, current, theta, _constants, a, b) {
    a[0] = (theta[2] + theta[0] * current) / theta[1]
    b[0] = 1 / theta[1]
  },
}

/** A membrane below threshold, which no file of the program knows. */
export const passiveMembrane: NeuronModel = {
  id: 'passive-membrane',
  name: 'Passive membrane',
  parameters: [
    { name: 'resistance', symbol: 'R', unit: 'MΩ', meaning: 'input resistance', group: 'neuron' },
    { name: 'tau', symbol: 'τ_m', unit: 'ms', meaning: 'time constant of the membrane', group: 'neuron' },
    { name: 'rest', symbol: 'E', unit: 'mV', meaning: 'resting potential', group: 'neuron' },
  ],
  constants: [],
  allowed: {
    resistance: { above: 0, below: Number.POSITIVE_INFINITY },
    tau: { above: 0, below: Number.POSITIVE_INFINITY },
  },
  observed: { name: 'membrane potential', symbol: 'V', unit: 'mV' },
  currentUnit: 'nA',
  states: 1,
  spike: { level: -20, rearm: -40 },
  plausible: { above: -200, below: 100 },
  solve: exponentialMidpoint(equations),
}
