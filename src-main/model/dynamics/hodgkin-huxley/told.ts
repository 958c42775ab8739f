import type { SpikeCycles } from '../../spike-cycle.ts'
import { rowOf } from './row.ts'

/** Quantities that the cycle of a Hodgkin–Huxley neuron identifies (docs/spike-cycle.md, Robustness). */
export const told: SpikeCycles['told'] = [
  {
    name: 'vT',
    symbol: 'VT',
    label: 'effective threshold',
    unit: 'mV',
    changes: 'difference',
    of: (row) => rowOf(row).vT,
  },
  {
    name: 'q',
    symbol: 'q',
    label: 'gating speed',
    unit: null,
    changes: 'factor',
    of: (row) => rowOf(row).q,
  },
  {
    name: 'gKd',
    symbol: 'gKd',
    label: 'delayed-rectifier potassium conductance',
    unit: 'mS/cm²',
    changes: 'factor',
    of: (row) => rowOf(row).gKd,
  },
  {
    name: 'gNa/gKd',
    symbol: 'gNa/gKd',
    label: 'sodium against potassium conductance',
    unit: null,
    changes: 'factor',
    of: (row) => rowOf(row).gNa / rowOf(row).gKd,
  },
]

/** Quantities identified only under an assumption: about other currents between spikes, or by the prior. */
export const weak: SpikeCycles['weak'] = [
  { names: ['gL', 'iDrive'], text: 'biased if the cell has currents that the model lacks' },
  { names: ['eNa', 'eK'], text: 'assumed: hardly more informative than the prior' },
]
