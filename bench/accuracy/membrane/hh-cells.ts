import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

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
  const bytes = gunzipSync(readFileSync(file))
  const length = bytes.readUInt32LE(0)
  const { unit, cells, ...head }: Head = JSON.parse(bytes.subarray(4, 4 + length).toString('utf8'))
  let at = 4 + length
  const next = (): Float64Array => {
    const out = new Float64Array(head.samples)
    let step = 0
    for (let i = 0; i < head.samples; i++, at += 2) {
      const v = bytes.readInt16LE(at) * unit
      if (i === 0) out[0] = v
      else {
        step = i === 1 ? v : step + v
        out[i] = out[i - 1] + step
      }
    }
    return out
  }
  return {
    ...head,
    cells: cells.map((cell) => ({ ...cell, sweeps: cell.amplitudes.map(next), linear: next() })),
  }
}
