import type { ConstantDescription, NeuronModel } from '../../neuron-model.ts'
import { exponentialMidpoint } from '../integrators/exponential-midpoint.ts'
import { combinations } from './combinations.ts'
import { equations } from './equations.ts'
import { createHodgkinHuxleyKernel } from './kernel/hodgkin-huxley-kernel.ts'
import { createReferenceTracer, currents, currentsOf } from './reference-tracer.ts'
import { told, weak } from './told.ts'

const positive = { above: 0, below: Number.POSITIVE_INFINITY }

/**
 * Hodgkin–Huxley reduced to the currents of a spike, with the rates of Pospischil et al. 2008:
 *
 *     C dV/dt = J − gL V − gNa m³h (V − ENa) − gKd n⁴ (V − EK),      C = 1 µF/cm²
 *
 * The leak's reversal potential and the injected current are identifiable only together, as J = I + gL EL; the
 * parameter is the net drive at a potential far from any spike, J − gL (VT − 15 mV).
 */
export const hodgkinHuxley: NeuronModel = {
  id: 'hodgkin-huxley',
  name: 'Hodgkin–Huxley',
  parameters: [
    parameter('gNa', 'gNa', 'mS/cm²', 'sodium conductance, all channels open'),
    parameter(
      'gKd',
      'gKd',
      'mS/cm²',
      'conductance of the delayed-rectifier potassium current, all channels open',
    ),
    parameter('gL', 'gL', 'mS/cm²', 'leak conductance'),
    parameter('iDrive', 'Id', 'µA/cm²', 'injected current less leak, 15 mV below VT'),
    parameter('vT', 'VT', 'mV', 'effective threshold; a persistent sodium current lowers it by a few mV'),
    parameter('q', 'q', null, 'gating speed: factor on all rates of the gates'),
  ],
  constants: [
    constant('eNa', 'ENa', 'reversal potential of sodium', 50),
    constant('eK', 'EK', 'reversal potential of potassium', -90),
  ],
  allowed: {
    gNa: positive,
    gKd: positive,
    gL: positive,
    q: positive,
  },
  observed: { name: 'membrane potential', symbol: 'V', unit: 'mV' },
  currentUnit: 'µA/cm²',
  states: 4,
  spike: { level: -10, rearm: -30 },
  plausible: { above: -150, below: 150 },
  solve: exponentialMidpoint(equations),
  spikeCycles: {
    reference: createReferenceTracer,
    kernel: createHodgkinHuxleyKernel,
    currents,
    combinations,
    drive: 'iDrive',
    told,
    weak,
    currentsOf,
  },
}

function parameter(
  name: string,
  symbol: string,
  unit: string | null,
  meaning: string,
): NeuronModel['parameters'][number] {
  return { name, symbol, unit, meaning, group: 'neuron' }
}

function constant(name: string, symbol: string, meaning: string, value: number): ConstantDescription {
  return { name, symbol, unit: 'mV', meaning, group: 'neuron', default: value }
}
