import type { PriorFile } from '../../src-main/contract/priors.ts'
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

/** A current step into it, with white noise: 100 ms on 200 points. */
export const passivePrior: PriorFile = {
  format: 'nagumo-prior',
  version: 3,
  name: 'Passive membrane',
  neuronModel: passiveMembrane.id,
  protocol: { kind: 'steps', holding: 0, steps: [{ from: 10, to: 60, current: -0.1 }] },
  noise: { kind: 'white' },
  parameters: {
    resistance: { kind: 'logUniform', lower: 20, upper: 500 },
    tau: { kind: 'logUniform', lower: 2, upper: 60 },
    rest: { kind: 'normal', mean: -65, sd: 10 },
    sigma: { kind: 'logUniform', lower: 0.05, upper: 2 },
  },
  constants: {},
  grid: { dt: 0.5, points: 200, substeps: 1 },
}
