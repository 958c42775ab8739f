import { type CellClock, hazardAt, hazardDecays, hazardNames, slowTime } from './cell.ts'

/** Bins in which a spike could have come, by what the log hazard is linear in. */
export interface HazardRows {
  /** Row-major, one row of `hazardNames.length` covariates a bin. */
  x: Float64Array
  /** 1 where a spike came. */
  event: Uint8Array
  rows: number
  /** Of each bin, its row; −1 for bins that are refractory or missing. */
  rowOf: Int32Array
}

/**
 * Covariates of the log hazard b0 + b1 (m + 45) + b2 (lowpass(m) − m) − Σ c e, in the order of b0, b1, b2, c, for each bin
 * that is neither refractory nor missing.
 * @param m mV, the potential of each bin; at a spike's own bin what it was before the reset
 * @param spikes bins with a spike, rising @param missing 1 where nobody knows whether a spike came
 */
export function hazardRows(
  m: Float64Array,
  spikes: ArrayLike<number>,
  missing: Uint8Array,
  { bin, refractory }: CellClock,
): HazardRows {
  const P = hazardNames.length
  const x = new Float64Array(m.length * P)
  const event = new Uint8Array(m.length)
  const rowOf = new Int32Array(m.length).fill(-1)
  const slowDecay = Math.exp(-bin / slowTime)
  const forget = hazardDecays.map((d) => Math.exp(-bin / d))
  const left = new Float64Array(hazardDecays.length)
  let slow = m[0]
  let [rows, next, held] = [0, 0, 0]
  for (let t = 0; t < m.length; t++) {
    slow = m[t] + (slow - m[t]) * slowDecay
    const spike = next < spikes.length && spikes[next] === t
    if (held > 0) held--
    else if (missing[t] === 0) {
      const at = rows * P
      x[at] = 1
      x[at + 1] = m[t] - hazardAt
      x[at + 2] = slow - m[t]
      for (let k = 0; k < left.length; k++) x[at + 3 + k] = -left[k]
      event[rows] = spike ? 1 : 0
      rowOf[t] = rows++
    }
    if (spike) {
      next++
      held = refractory
    }
    for (let k = 0; k < left.length; k++) left[k] = (left[k] + (spike ? 1 : 0)) * forget[k]
  }
  return { x: x.subarray(0, rows * P), event: event.subarray(0, rows), rows, rowOf }
}
