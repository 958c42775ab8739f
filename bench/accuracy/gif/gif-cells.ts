import type { CellProtocol } from '../../../src-main/contract/cells.ts'
import type { Random } from '../../../src-main/model/random.ts'
import type { Family } from '../../../src-main/signal/family/family.ts'
import { readSimulated } from '../simulated-cells.ts'

/** An integrate-and-fire cell simulated by NumPy (gif-cells.py), without noise. */
export interface NumpyCell {
  /** ms, mV, GΩ, GΩ, mV, GΩ: symbols as in science.md. */
  tau: number
  EL: number
  R: number
  Vr: number
  sag: number
  Rs: number
  w: number[]
  b: number[]
  c: number[]
  /** Bins with a spike, for each sweep. */
  spikes: number[][]
  /** mV, for each sweep. */
  potentials: Float64Array[]
}

export interface NumpyCells {
  /** ms. */
  interval: number
  samples: number
  /** Bins. */
  refractory: number
  /** pA. */
  amplitudes: number[]
  /** ms. */
  onset: number
  offset: number
  cells: NumpyCell[]
}

interface Head extends Omit<NumpyCells, 'cells'> {
  unit: number
  cells: Omit<NumpyCell, 'potentials'>[]
}

/** Reads the output of gif-cells.py. */
export function readNumpyCells(file: string | URL): NumpyCells {
  const { head, nextTrace } = readSimulated<Head>(file)
  return { ...head, cells: head.cells.map((cell) => ({ ...cell, potentials: cell.spikes.map(nextTrace) })) }
}

/**
 * A recording of a cell, as in numpy-cells.py of the tests: AR(1) noise of 0.3 mV and 6 ms, an offset per sweep of 1 mV
 * (sd), and spikes drawn over the refractory time, from 30 mV to a tenth of their height above Vr.
 */
export function gifFamily(
  { Vr, spikes, potentials }: NumpyCell,
  { interval, samples, refractory, amplitudes, onset, offset }: NumpyCells,
  random: Random,
): { family: Family; protocol: CellProtocol } {
  const rho = Math.exp(-interval / 6)
  const sweeps = potentials.map((potential, index) => {
    const moved = random.normal()
    let e = random.normal()
    const voltage = potential.map((v) => {
      const now = v + moved + 0.3 * e
      e = rho * e + Math.sqrt(1 - rho * rho) * random.normal()
      return now
    })
    for (const t of spikes[index]) {
      for (let k = 0; k < refractory && t + k < samples; k++) {
        voltage[t + k] = Vr + (30 - Vr) * 10 ** (-k / refractory)
      }
    }
    const command = Float64Array.from({ length: samples }, (_, i) =>
      (i + 0.5) * interval > onset && (i + 0.5) * interval < offset ? amplitudes[index] : 0,
    )
    return { name: `Sweep ${index + 1}`, index, command, voltage }
  })
  return {
    family: { samplingInterval: interval, start: interval / 2, sweeps },
    protocol: { from: 'file', shape: 'step', text: 'Steps', holding: 0, onset, offset, amplitudes },
  }
}
