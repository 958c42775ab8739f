import { hazardNames } from '../../../model/known-current/integrate-and-fire/cell.ts'
import { hazardRows } from '../../../model/known-current/integrate-and-fire/hazard.ts'
import type { Random } from '../../../model/random.ts'
import { kolmogorovSurvival } from '../../../signal/statistics/cusum.ts'
import type { CellPosterior } from './cell-posterior.ts'
import { meanPotential, meansByTau } from './mean-potential.ts'
import type { BinnedFamily } from './prepare.ts'
import { fewestIntervals } from './thresholds.ts'

/**
 * Integrated hazards from one recorded spike to the next, exponential with mean 1 under the correct hazard (Brown et
 * al. 2002, Neural Comput 14:325), with the discrete-time correction of Haslinger et al. 2010 (Neural Comput
 * 22:2477): the spike's time within its bin is drawn. Sweeps are concatenated, so that the incomplete interval at a
 * sweep's end is not lost.
 */
export function rescaledIntervals(
  family: BinnedFamily,
  sweeps: readonly number[],
  { voltage, hazard }: CellPosterior,
  random: Random,
): number[] {
  const { clock } = family
  const P = hazardNames.length
  const means = meansByTau(voltage)
  const intervals: number[] = []
  let sum = 0
  for (const s of sweeps) {
    const { spikes, missing } = family.sweeps[s]
    const { x, event, rows } = hazardRows(
      meanPotential(family.sweeps[s], clock, means),
      spikes,
      missing,
      clock,
    )
    for (let r = 0; r < rows; r++) {
      let log = 0
      for (let k = 0; k < P; k++) log += hazard.mean[k] * x[r * P + k]
      const inBin = clock.bin * Math.exp(Math.min(log, 30))
      if (event[r] === 0) {
        sum += inBin
        continue
      }
      const part = -Math.log1p(random.uniform() * Math.expm1(-inBin))
      intervals.push(sum + part)
      sum = 0
    }
  }
  return intervals
}

/**
 * Kolmogorov–Smirnov p of intervals against the exponential distribution of mean 1 (Stephens 1970); null for too few.
 */
export function exponentialP(intervals: readonly number[]): number | null {
  const n = intervals.length
  if (n < fewestIntervals) return null
  const z = intervals.map((v) => -Math.expm1(-v)).sort((a, b) => a - b)
  let distance = 0
  z.forEach((v, i) => {
    distance = Math.max(distance, v - i / n, (i + 1) / n - v)
  })
  const root = Math.sqrt(n)
  return kolmogorovSurvival(distance * (root + 0.12 + 0.11 / root))
}
