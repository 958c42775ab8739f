import type { CycleCombination } from '../../spike-cycle.ts'
import { rheobase } from './rheobase.ts'
import { drive, driveBelow, rowOf } from './row.ts'

/** mV: smaller driving forces are not distinguishable from 0 in a cycle. */
const leastForce = 5
/** µA/cm²: above this the coordinate of the drive is logarithmic, below it linear. */
const smallDrive = 0.1

/** x where it is well above leastForce, and always above 0. */
function force(x: number): number {
  return (x + Math.sqrt(x * x + 4 * leastForce * leastForce)) / 2
}

/**
 * Combinations of parameters that a cycle of a Hodgkin–Huxley neuron identifies, where reversal potentials and leak are
 * weakly identifiable: the sodium and potassium currents where they flow, and the drive above rheobase.
 */
export const combinations: readonly CycleCombination[] = [
  {
    parameter: 'gNa',
    quantity: {
      name: 'sodiumCurrent',
      symbol: 'gNa·(ENa−V)',
      unit: 'ln µA/cm²',
      meaning: 'logarithm of the sodium current of all channels open, near the peak',
      group: 'neuron',
    },
    of: (row, { upper }) => Math.log(rowOf(row).gNa * force(rowOf(row).eNa - upper)),
    parameterAt: (y, row, { upper }) => Math.exp(y) / force(rowOf(row).eNa - upper),
    logSlope: (row) => -Math.log(rowOf(row).gNa),
  },
  {
    parameter: 'gKd',
    quantity: {
      name: 'potassiumCurrent',
      symbol: 'gKd·(V−EK)',
      unit: 'ln µA/cm²',
      meaning: 'logarithm of the potassium current of all channels open, between spikes',
      group: 'neuron',
    },
    of: (row, { between }) => Math.log(rowOf(row).gKd * force(between - rowOf(row).eK)),
    parameterAt: (y, row, { between }) => Math.exp(y) / force(between - rowOf(row).eK),
    logSlope: (row) => -Math.log(rowOf(row).gKd),
  },
  {
    parameter: 'iDrive',
    quantity: {
      name: 'driveAboveRheobase',
      symbol: 'I−Irh',
      unit: null,
      meaning: 'drive above the rheobase, as the inverse hyperbolic sine of it over 0.1 µA/cm²',
      group: 'neuron',
    },
    of: (row) => Math.asinh((drive(rowOf(row)) - rheobase(row)) / smallDrive),
    parameterAt(y, row) {
      const { gL, vT } = rowOf(row)
      return smallDrive * Math.sinh(y) + rheobase(row) - gL * (vT - driveBelow)
    },
    logSlope: (row) => -0.5 * Math.log(smallDrive ** 2 + (drive(rowOf(row)) - rheobase(row)) ** 2),
  },
]
