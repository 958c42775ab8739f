import type { Band, CellProtocol, GifResult } from '../../../contract/cells.ts'
import {
  type CellValues,
  firedTime,
  hazardDecays,
  voltageDecays,
} from '../../../model/known-current/integrate-and-fire/cell.ts'
import { quantile } from '../../../signal/robust.ts'
import { countBand, type PredictedSweep } from './predict-sweeps.ts'

/** Mean spike count over the amplitude, sweeps of one amplitude pooled; null where it is no family of steps. */
export function fICurve(
  { shape, amplitudes }: Pick<CellProtocol, 'shape' | 'amplitudes'>,
  predicted: readonly PredictedSweep[],
): Band | null {
  if (shape !== 'step' || amplitudes.length !== predicted.length) return null
  const x = [...new Set(amplitudes)].sort((a, b) => a - b)
  if (x.length < 2) return null
  const bands = x.map((amplitude) => {
    const counts = Float64Array.from(
      predicted.filter((_, i) => amplitudes[i] === amplitude).flatMap(({ counts }) => Array.from(counts)),
    ).sort()
    return { ...countBand(counts), q50: quantile(counts, 0.5) }
  })
  return { x, q05: bands.map((b) => b.q05), q50: bands.map((b) => b.q50), q95: bands.map((b) => b.q95) }
}

/** ms after a spike, denser at first. */
const kernelTimes = Array.from({ length: 81 }, (_, i) => 600 * (i / 80) ** 2)

/** Effect of one spike on the potential and on the log hazard. */
export function spikeKernels(cells: readonly CellValues[]): GifResult['kernels'] {
  return [
    { name: 'Voltage after a spike', unit: 'mV', band: bandOf(cells, voltageKernel) },
    { name: 'Log hazard after a spike', unit: null, band: bandOf(cells, hazardKernel) },
  ]
}

/** −lowpass_τ(Σ w e), started at the spike: partial fractions of two exponentials. */
function voltageKernel({ tau, weights }: CellValues, t: number): number {
  return voltageDecays.reduce((sum, decay, k) => {
    const w = weights[5 + k]
    if (Math.abs(decay / tau - 1) < 1e-6) return sum - w * (t / tau) * Math.exp(-t / tau)
    return sum - (w * decay * (Math.exp(-t / decay) - Math.exp(-t / tau))) / (decay - tau)
  }, 0)
}

/** At a constant potential at the soft threshold of a first spike. */
function hazardKernel({ hazard }: CellValues, t: number): number {
  const changed = hazard[7] - (hazard[8] * hazard[0]) / hazard[1]
  return hazardDecays.reduce(
    (sum, decay, k) => sum - hazard[3 + k] * Math.exp(-t / decay),
    changed * Math.exp(-t / firedTime),
  )
}

function bandOf(cells: readonly CellValues[], kernel: (cell: CellValues, t: number) => number): Band {
  const sorted = kernelTimes.map((t) => Float64Array.from(cells, (cell) => kernel(cell, t)).sort())
  const at = (share: number): number[] => sorted.map((s) => quantile(s, share))
  return { x: kernelTimes, q05: at(0.05), q50: at(0.5), q95: at(0.95) }
}
