import type { CellValues } from '../../../model/known-current/integrate-and-fire/cell.ts'
import { simulateCell } from '../../../model/known-current/integrate-and-fire/simulate-cell.ts'
import type { Random } from '../../../model/random.ts'
import type { BinnedFamily } from './prepare.ts'

/** Free simulations of one sweep. */
export interface PredictedSweep {
  /** Spike count of each simulation, ascending. */
  counts: Float64Array
  mean: number
  /** First spike at or after the onset in each simulation that has one, ms from the onset, ascending. */
  latencies: Float64Array
}

/** Number of free simulations that predict a sweep. */
export const simulations = 60

/**
 * Simulates each cell freely under the command of one sweep; spikes where its samples are missing are not counted, as
 * in the recording.
 */
export function predictSweep(
  { sweeps, clock, onset }: BinnedFamily,
  sweep: number,
  cells: readonly CellValues[],
  random: Random,
): PredictedSweep {
  const counts = new Float64Array(cells.length)
  const latencies: number[] = []
  const from = onset ?? 0
  const { command, missing } = sweeps[sweep]
  cells.forEach((cell, i) => {
    const spikes = simulateCell(command, clock, cell, random).spikes.filter((at) => missing[at] === 0)
    counts[i] = spikes.length
    const first = firstFrom(spikes, from)
    if (first !== null) latencies.push((first - from) * clock.bin)
  })
  return {
    counts: counts.sort(),
    mean: counts.reduce((a, b) => a + b, 0) / Math.max(1, counts.length),
    latencies: Float64Array.from(latencies).sort(),
  }
}

export function firstFrom(spikes: ArrayLike<number>, from: number): number | null {
  for (let i = 0; i < spikes.length; i++) if (spikes[i] >= from) return spikes[i]
  return null
}

/** The integer band with at most a twentieth of the simulations beyond each end. @param sorted ascending, not empty */
export function countBand(sorted: Float64Array): { q05: number; q95: number } {
  const last = sorted.length - 1
  return { q05: sorted[Math.floor(0.05 * last)], q95: sorted[Math.ceil(0.95 * last)] }
}
