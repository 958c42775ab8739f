import type { HazardRows } from '../../../model/known-current/integrate-and-fire/hazard.ts'
import { type Bins, P } from './hazard-likelihood.ts'

/**
 * Tolerance of each covariate within a row: mV, and shares of a spike's after-effect. The mean of exp over a row then
 * equals that at the mean covariates to a thousandth, for up to an e-fold in 0.5 mV.
 */
const alike = [0, 0.04, 0.04, 0.02, 0.02, 0.02, 0.02, 0.02, 0.04, 0.04]

/** Concatenates sweeps; neighbouring bins without a spike and with similar covariates are merged into one row. */
export function joinedBins(sweeps: readonly Pick<HazardRows, 'x' | 'event' | 'rows'>[]): Bins {
  const most = sweeps.reduce((sum, s) => sum + s.rows, 0)
  const all = { x: new Float64Array(most * P), event: new Uint8Array(most), count: new Float64Array(most) }
  let rows = 0
  for (const { x, event, rows: own } of sweeps) {
    let first = -1
    for (let r = 0; r < own; r++) {
      if (first < 0 || event[r] === 1 || event[r - 1] === 1 || !areAlike(x, first * P, r * P)) {
        first = r
        all.event[rows++] = event[r]
      }
      const at = (rows - 1) * P
      const n = ++all.count[rows - 1]
      for (let k = 0; k < P; k++) all.x[at + k] += (x[r * P + k] - all.x[at + k]) / n
    }
  }
  return {
    x: all.x.slice(0, rows * P),
    event: all.event.slice(0, rows),
    count: all.count.slice(0, rows),
  }
}

function areAlike(x: Float64Array, a: number, b: number): boolean {
  for (let k = 1; k < P; k++) if (Math.abs(x[a + k] - x[b + k]) > alike[k]) return false
  return true
}
