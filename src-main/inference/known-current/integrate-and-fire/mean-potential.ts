import { type CellClock, weightNames } from '../../../model/known-current/integrate-and-fire/cell.ts'
import { potentialColumns } from '../../../model/known-current/integrate-and-fire/potential.ts'
import type { BinnedSweep } from './prepare.ts'
import type { VoltagePosterior } from './voltage-posterior.ts'

/** Nodes with less than this share of the weight are left out of the mean. */
const least = 0.01

/** The posterior mean of a sweep's potential under its recorded spikes, mV, without the sweep's offset. */
export function meanPotential(
  sweep: BinnedSweep,
  clock: CellClock,
  { nodes }: VoltagePosterior,
): Float64Array {
  const K = weightNames.length
  const out = new Float64Array(sweep.command.length)
  const columns = new Float64Array(sweep.command.length * K)
  const kept = nodes.filter((n) => n.weight >= least)
  const total = kept.reduce((sum, n) => sum + n.weight, 0)
  // At one τ the columns are the same, so the mean of the weights is enough.
  for (const tau of new Set(kept.map((n) => n.tau))) {
    const mean = new Float64Array(K)
    for (const n of kept) {
      if (n.tau === tau) for (let k = 0; k < K; k++) mean[k] += (n.weight / total) * n.mean[k]
    }
    potentialColumns(sweep, clock, tau, columns, K)
    for (let t = 0; t < out.length; t++) {
      for (let k = 0; k < K; k++) out[t] += mean[k] * columns[t * K + k]
    }
  }
  return out
}
