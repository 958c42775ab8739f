import type { Equations } from '../../src-main/model/dynamics/equations.ts'
import { rungeKutta4 } from '../../src-main/model/dynamics/integrators/runge-kutta-4.ts'
import type { NeuronModel } from '../../src-main/model/neuron-model.ts'

// Morris & Lecar 1981 (constants of Rinzel & Ermentrout 1998, a smaller capacitance), with a slow outward current that
// builds up while the membrane is depolarized: three states, three parameters, millivolts.
const capacitance = 5
const phi = 0.15
const [eCa, eK, eL] = [120, -84, -60]
const [v1, v2, v3, v4] = [-1.2, 18, 12, 17.4]
const gK = 8

const equations: Equations = {
  states: 3,
  initial(_theta, constants, out) {
    out[0] = constants[0]
    out[1] = 0
    out[2] = 0
  },
  derivative(x, current, theta, _constants, out) {
    const [v, n, a] = [x[0], x[1], x[2]]
    const [gCa, gL, gA] = [theta[0], theta[1], theta[2]]
    const m = 0.5 * (1 + Math.tanh((v - v1) / v2))
    const nRest = 0.5 * (1 + Math.tanh((v - v3) / v4))
    const rate = phi * Math.cosh((v - v3) / (2 * v4))
    const ionic = gCa * m * (v - eCa) + (gK * n + gA * a) * (v - eK) + gL * (v - eL)
    out[0] = (current - ionic) / capacitance
    out[1] = rate * (nRest - n)
    out[2] = (1 / (1 + Math.exp(-(v + 20) / 5)) - a) / 60
  },
}

const conductance = (name: string, symbol: string, meaning: string) =>
  ({ name, symbol, unit: 'mS/cm²', meaning, group: 'neuron' }) as const

/** A neuron that no file of the program knows. */
export const adaptingNeuron: NeuronModel = {
  id: 'adapting-morris-lecar',
  name: 'Adapting Morris–Lecar',
  parameters: [
    conductance('gCa', 'g_Ca', 'calcium conductance'),
    conductance('gL', 'g_L', 'leak conductance'),
    conductance('gA', 'g_A', 'conductance of the adaptation current'),
  ],
  constants: [
    {
      name: 'v0',
      symbol: 'V(0)',
      unit: 'mV',
      meaning: 'membrane potential at the start',
      group: 'neuron',
      default: -60,
      initialState: 0,
    },
  ],
  allowed: {
    gCa: { above: 0, below: 20 },
    gL: { above: 0, below: 20 },
    gA: { above: 0, below: 20 },
  },
  observed: { name: 'membrane potential', symbol: 'V', unit: 'mV' },
  currentUnit: 'µA/cm²',
  states: 3,
  spike: { level: -10, rearm: -25 },
  plausible: { above: -150, below: 150 },
  solve: rungeKutta4(equations),
}
