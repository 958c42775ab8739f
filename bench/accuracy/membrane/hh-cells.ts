import { readSimulated } from '../simulated-cells.ts'

/** A Hodgkin–Huxley cell that SciPy simulated (hh-cells.py), without noise. */
export interface HhCell {
  /** At the end of steps of ±1 pA, MΩ. */
  rIn: number
  /** pF. */
  capacitance: number
  /** mV. */
  rest: number
  /** Of the sweeps without a spike, pA. */
  amplitudes: number[]
  /** Block means, mV, as many as amplitudes; then the response of the linearized cell to 20 pA. */
  sweeps: Float64Array[]
  linear: Float64Array
}

export interface HhCells {
  /** ms between block means; before, of and in all. */
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

/** Reads what hh-cells.py wrote. */
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
