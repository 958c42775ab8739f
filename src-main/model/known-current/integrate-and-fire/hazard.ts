import { type CellClock, firedTime, hazardAt, hazardDecays, hazardNames, slowTime } from './cell.ts'

/** Design matrix of the log hazard: a row for each bin in which a spike could have occurred. */
export interface HazardRows {
  /** Row-major, one row of `hazardNames.length` covariates per bin. */
  x: Float64Array
  /** 1 where a spike occurred. */
  event: Uint8Array
  rows: number
  /** Row of each bin; −1 for bins that are refractory or missing. */
  rowOf: Int32Array
}

/**
 * Covariates of the log hazard
 * b0 + b1 (m + 45) + b2 (lowpass(m) − m) − Σ c e + f (a0 + a1 (m + 45) + a2 (lowpass(m) − m)),
 * f = exp(−time since the last spike/3000 ms), in the order of b0, b1, b2, c, a, for each bin neither refractory nor
 * missing.
 * @param m mV, the potential of each bin; at a spike's own bin before the reset
 * @param spikes bins with a spike, ascending @param missing 1 where it is unknown whether a spike occurred
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
  const firedDecay = Math.exp(-bin / firedTime)
  let [slow, fired] = [m[0], 0]
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
      x[at + 7] = fired
      x[at + 8] = fired * x[at + 1]
      x[at + 9] = fired * x[at + 2]
      event[rows] = spike ? 1 : 0
      rowOf[t] = rows++
    }
    if (spike) {
      next++
      held = refractory
      fired = 1
    }
    fired *= firedDecay
    for (let k = 0; k < left.length; k++) left[k] = (left[k] + (spike ? 1 : 0)) * forget[k]
  }
  return { x: x.subarray(0, rows * P), event: event.subarray(0, rows), rows, rowOf }
}
