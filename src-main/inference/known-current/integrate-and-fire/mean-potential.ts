import { type CellClock, weightNames } from '../../../model/known-current/integrate-and-fire/cell.ts'
import { potentialColumns } from '../../../model/known-current/integrate-and-fire/potential.ts'
import type { BinnedSweep } from './prepare.ts'
import type { VoltagePosterior } from './voltage-posterior.ts'

/** Time constants with less than this share of the weight are left out of the mean. */
const least = 0.005

/** One time constant, its posterior weight, and the mean of the regression weights there. */
export interface TauMean {
  tau: number
  share: number
  mean: Float64Array
}

/** Those with enough weight, renormalized to sum to 1. */
export function meansByTau({ nodes }: VoltagePosterior): TauMean[] {
  const K = weightNames.length
  const all = new Map<number, TauMean>()
  for (const { tau, weight, mean } of nodes) {
    const at = all.get(tau) ?? { tau, share: 0, mean: new Float64Array(K) }
    all.set(tau, at)
    at.share += weight
    for (let k = 0; k < K; k++) at.mean[k] += weight * mean[k]
  }
  const kept = [...all.values()].filter(({ share }) => share >= least)
  const total = kept.reduce((sum, { share }) => sum + share, 0)
  return kept.map(({ tau, share, mean }) => ({ tau, share: share / total, mean: mean.map((v) => v / share) }))
}

/**
 * The posterior mean of a sweep's potential given its recorded spikes, mV, without the sweep's offset.
 * @param columns buffer of as many numbers per bin as there are weights
 */
export function meanPotential(
  sweep: BinnedSweep,
  clock: CellClock,
  means: readonly TauMean[],
  columns = new Float64Array(sweep.command.length * weightNames.length),
): Float64Array {
  const K = weightNames.length
  const out = new Float64Array(sweep.command.length)
  for (const { tau, share, mean } of means) {
    potentialColumns(sweep, clock, tau, columns, K)
    for (let t = 0; t < out.length; t++) {
      let v = 0
      for (let k = 0; k < K; k++) v += mean[k] * columns[t * K + k]
      out[t] += share * v
    }
  }
  return out
}
