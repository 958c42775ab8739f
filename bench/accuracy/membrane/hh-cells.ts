import { readSimulated } from '../simulated-cells.ts'

/** A Hodgkin–Huxley cell simulated by SciPy (hh-cells.py), without noise. */
export interface HhCell {
  /** Steady state of steps of ±1 pA, MΩ. */
  rIn: number
  /** pF. */
  capacitance: number
  /** mV. */
  rest: number
  /** Amplitudes of the sweeps without a spike, pA. */
  amplitudes: number[]
  /** Block means, mV, one trace per amplitude; then the response of the linearized cell to 20 pA. */
  sweeps: Float64Array[]
  linear: Float64Array
}

export interface HhCells {
  /** ms between block means; numbers of them before the step, during it and in all. */
  interval: number
  before: number
  duration: number
  samples: number
  cells: HhCell[]
}

interface Head extends Omit<HhCells, 'cells'> {
  unit: number
  cells: Omit<HhCell, 'sweeps' | 'linear'>[]
}

/** Reads the output of hh-cells.py. */
export function readHhCells(file: string | URL): HhCells {
  const { head, nextTrace } = readSimulated<Head>(file)
  return {
    ...head,
    cells: head.cells.map((cell) => ({
      ...cell,
      sweeps: cell.amplitudes.map(nextTrace),
      linear: nextTrace(),
    })),
  }
}
