import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { createRandom } from '../../../../src-main/model/random.ts'
import type { FamilySource } from '../../../../src-main/recording/family/family-source.ts'

/** A conductance-based cell under steps, simulated by families.py, and what is true of it. */
export interface ConductanceCell {
  /** By steps of ±1 pA, MΩ; rest at the holding current, mV. */
  R: number
  rest: number
  holding: number
  /** pA above holding. */
  amplitudes: number[]
  /** Spikes in the whole of each sweep. */
  counts: number[]
  /** mV at 5 kHz, without noise. */
  sweeps: Float64Array[]
}

interface Head {
  unit: number
  interval: number
  points: number
  onset: number
  offset: number
  cells: Record<string, Omit<ConductanceCell, 'sweeps'>>
}

export const bridge = 5
export const clock = { interval: 0.2, onset: 200, offset: 700 }

/** Reads what record.py wrote. */
export function conductanceCells(): Record<string, ConductanceCell> {
  const bytes = gunzipSync(readFileSync(new URL('cells.bin.gz', import.meta.url)))
  const length = bytes.readUInt32LE(0)
  const { unit, points, cells }: Head = JSON.parse(bytes.subarray(4, 4 + length).toString('utf8'))
  let at = 4 + length
  const next = (): Float64Array => {
    let [v, step] = [0, 0]
    return Float64Array.from({ length: points }, () => {
      step += bytes.readInt16LE(at) * unit
      at += 2
      v += step
      return v
    })
  }
  return Object.fromEntries(
    Object.entries(cells).map(([name, cell]) => [name, { ...cell, sweeps: cell.amplitudes.map(next) }]),
  )
}

/** Steps as a command, pA. */
export function stepOf(amplitude: number, holding: number, late = 0): Float64Array {
  return Float64Array.from({ length: 4500 }, (_, i) => {
    const t = i * clock.interval - late
    return holding + (t >= clock.onset - 1e-9 && t < clock.offset - 1e-9 ? amplitude : 0)
  })
}

/** The cell as an amplifier records it: with what bridge balance left and electrode noise of 0.15 mV over 2 ms. */
export function recordedCell(
  { amplitudes, holding, sweeps }: ConductanceCell,
  seed: number,
  commands = amplitudes.map((amplitude) => stepOf(amplitude, holding)),
): FamilySource {
  const random = createRandom(seed)
  const decay = Math.exp(-clock.interval / 2)
  const voltages = sweeps.map((v, s) => {
    const true_ = stepOf(amplitudes[s], holding)
    let noise = 0
    return v.map((x, i) => {
      noise = decay * noise + 0.15 * Math.sqrt(1 - decay * decay) * random.normal()
      return x + (bridge / 1000) * true_[i] + noise
    })
  })
  return {
    name: 'cell.abf',
    points: 4500,
    samplingInterval: clock.interval,
    start: 0,
    uneven: false,
    voltageUnit: 'mV',
    doubts: [],
    sweeps: voltages.map((samples, k) => ({ name: `sweep ${k + 1}`, samples: () => samples })),
    stimuli: commands.map((samples, sweep) => ({ name: 'Cmd 0', unit: 'pA', sweep, samples: () => samples })),
  }
}
