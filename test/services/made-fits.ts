import type { CellFits } from '../../src-main/compute/estimate-cell.ts'
import type { CellParameter, CellPrediction } from '../../src-main/contract/cells.ts'
import type { CellPredictionJob } from '../../src-main/contract/compute.ts'

const parameter = (name: string, unit: string, value: number): CellParameter => ({
  name,
  symbol: name,
  unit,
  meaning: 'for tests',
  posterior: { mean: value, sd: 1, q05: value - 2, q50: value, q95: value + 2 },
  prior: null,
})

/** Fits that say the same of each family. */
export const madeFits: CellFits = {
  *fitMembraneBySteps() {
    yield 0.5
    return {
      level: 'ok',
      headline: 'The membrane is as a passive one.',
      reasons: [],
      parameters: [parameter('rIn', 'MΩ', 120)],
      range: { from: -80, to: -60 },
      sweeps: [],
      iv: { points: [], band: null },
      fits: [],
    }
  },
  *fitGifBySteps() {
    yield 0.5
    return {
      level: 'caution',
      headline: 'Intervals are more regular than the model has them.',
      reasons: [
        {
          check: 'ks',
          level: 'caution',
          cause: 'neuron',
          text: 'Intervals are more regular than the model has them.',
          number: 'p = 0.001',
        },
      ],
      parameters: [{ ...parameter('tau', 'ms', 12), note: 'a note on the interval' }],
      heldOut: {
        countError: 0.1,
        coverage: 0.9,
        latencyError: 1.5,
        silent: { sweeps: 1, stay: 1 },
        ksP: 0.001,
        sweeps: [],
      },
      fI: null,
      kernels: [],
      draws: { tau: [11, 12, 13] },
    }
  },
}

/** Says what it was asked, in its notes. */
export function madePrediction({ command, fittedOn }: CellPredictionJob): CellPrediction {
  const zeros = command.current.map(() => 0)
  return {
    t: command.current.map((_, i) => i * command.interval),
    voltage: { q05: zeros, q50: zeros, q95: zeros },
    rate: { x: [0], q05: [0], q50: [0], q95: [0] },
    bin: 10,
    count: { mean: 2, q05: 1, q95: 3 },
    spikes: [],
    notes: [`fitted on ${fittedOn.shape} of ${fittedOn.amplitudes.join(', ')} pA`],
  }
}
