import { type CellClock, weightNames } from '../../../model/known-current/integrate-and-fire/cell.ts'
import { potentialColumns } from '../../../model/known-current/integrate-and-fire/potential.ts'
import type { BinnedSweep } from './prepare.ts'

/** ms; correlation times of the noise. With longer ones the fit would follow electrode drift. */
export const noiseTimes = [3, 6, 12, 25]

const K = weightNames.length
/** The weights' columns, the sweep's offset, the data. */
export const width = K + 2
export const offsetAt = K
export const dataAt = K + 1

/** Sums of products of whitened columns and data of one sweep: width × width, its lower triangle, for each noise time. */
export interface SweepSums {
  products: Float64Array[]
  /** −½ log det of the noise's correlation, for each noise time. */
  logDeterminants: number[]
  count: number
}

/** Buffers for the columns of a sweep, reused for the next one. */
export interface Scratch {
  /** `width` numbers per bin. */
  rows: Float64Array
  /** Of runs of compared bins: each column, and its sums of neighbours. */
  columns: Float64Array[]
  sums: Float64Array[]
}

export function scratchFor(bins: number): Scratch {
  const columns = (): Float64Array[] => Array.from({ length: width }, () => new Float64Array(bins))
  return { rows: new Float64Array(bins * width), columns: columns(), sums: columns() }
}

/** Of one sweep at one time constant. */
export function sweepSums(
  sweep: BinnedSweep,
  clock: CellClock,
  tau: number,
  { rows, columns, sums }: Scratch,
): SweepSums {
  potentialColumns(sweep, clock, tau, rows, width)
  const { voltage } = sweep
  const all = new Float64Array(width * width)
  const steps = new Float64Array(width * width)
  const starts: number[] = []
  const ends: number[] = []
  let count = 0
  for (let t = 0; t < voltage.length; t++) {
    if (Number.isNaN(voltage[t])) continue
    const from = t
    for (; t < voltage.length && !Number.isNaN(voltage[t]); t++) {
      const at = t * width
      rows[at + offsetAt] = 1
      rows[at + dataAt] = voltage[t]
    }
    starts.push(from)
    ends.push(t - 1)
    const length = t - from
    count += length
    const live: number[] = []
    for (let k = 0; k < width; k++) {
      const [column, sum] = [columns[k], sums[k]]
      let zero = true
      for (let i = 0, at = from * width + k; i < length; i++, at += width) {
        column[i] = rows[at]
        if (column[i] !== 0) zero = false
        if (i > 0) sum[i - 1] = column[i] + column[i - 1]
      }
      // No after-effect before the first spike.
      if (!zero) live.push(k)
    }
    addDots(all, columns, live, length)
    addDots(steps, sums, live, length - 1)
  }
  const first = new Float64Array(width * width)
  const last = new Float64Array(width * width)
  for (const t of starts) addProducts(first, rows, t * width, 1)
  for (const t of ends) addProducts(last, rows, t * width, 1)
  const products: Float64Array[] = []
  const logDeterminants: number[] = []
  for (const time of noiseTimes) {
    const rho = Math.exp(-clock.bin / time)
    const left = 1 - rho * rho
    // Of neighbours: (z − ρ z₋)(z − ρ z₋)ᵀ = zzᵀ + ρ² z₋z₋ᵀ − ρ ((z + z₋)(z + z₋)ᵀ − zzᵀ − z₋z₋ᵀ).
    const P = all.map((a, i) => {
      const [now, before] = [a - first[i], a - last[i]]
      return (now + rho * rho * before - rho * (steps[i] - now - before)) / left
    })
    let logDeterminant = -0.5 * (count - starts.length) * Math.log(left)
    for (let k = 0; k < starts.length; k++) {
      if (k === 0) {
        addProducts(P, rows, starts[0] * width, 1)
        continue
      }
      const kept = rho ** (starts[k] - ends[k - 1])
      logDeterminant -= 0.5 * Math.log1p(-kept * kept)
      addAcrossGap(P, rows, starts[k] * width, ends[k - 1] * width, kept)
    }
    products.push(P)
    logDeterminants.push(logDeterminant)
  }
  return { products, logDeterminants, count }
}

function addProducts(to: Float64Array, z: Float64Array, at: number, scale: number): void {
  for (let i = 0; i < width; i++) {
    const v = z[at + i] * scale
    for (let j = 0; j <= i; j++) to[i * width + j] += v * z[at + j]
  }
}

/** Products of columns, four at a time: the lower triangle. */
function addDots(to: Float64Array, columns: Float64Array[], live: readonly number[], length: number): void {
  for (let p = 0; p < live.length; p++) {
    const a = columns[live[p]]
    for (let q = 0; q <= p; q += 4) {
      const [j0, j1, j2, j3] = [0, 1, 2, 3].map((k) => live[Math.min(p, q + k)])
      const [b0, b1, b2, b3] = [columns[j0], columns[j1], columns[j2], columns[j3]]
      let [s0, s1, s2, s3] = [0, 0, 0, 0]
      for (let i = 0; i < length; i++) {
        const v = a[i]
        s0 += v * b0[i]
        s1 += v * b1[i]
        s2 += v * b2[i]
        s3 += v * b3[i]
      }
      const row = live[p] * width
      to[row + j0] += s0
      if (q + 1 <= p) to[row + j1] += s1
      if (q + 2 <= p) to[row + j2] += s2
      if (q + 3 <= p) to[row + j3] += s3
    }
  }
}

function addAcrossGap(to: Float64Array, z: Float64Array, a: number, b: number, kept: number): void {
  const scale = 1 / (1 - kept * kept)
  for (let i = 0; i < width; i++) {
    const v = (z[a + i] - kept * z[b + i]) * scale
    for (let j = 0; j <= i; j++) to[i * width + j] += v * (z[a + j] - kept * z[b + j])
  }
}
