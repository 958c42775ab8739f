import { type CellClock, weightNames } from '../../../model/known-current/integrate-and-fire/cell.ts'
import { potentialColumns } from '../../../model/known-current/integrate-and-fire/potential.ts'
import type { BinnedSweep } from './prepare.ts'

/** ms; correlation times of the noise. No longer ones: the fit would follow what the electrode does. */
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

/** Of one sweep at one time constant. @param rows room for `width` numbers a bin */
export function sweepSums(sweep: BinnedSweep, clock: CellClock, tau: number, rows: Float64Array): SweepSums {
  potentialColumns(sweep, clock, tau, rows, width)
  const { voltage } = sweep
  const all = new Float64Array(width * width)
  const steps = new Float64Array(width * width)
  const starts: number[] = []
  const ends: number[] = []
  let count = 0
  for (let t = 0; t < voltage.length; t++) {
    if (Number.isNaN(voltage[t])) continue
    count++
    const at = t * width
    rows[at + offsetAt] = 1
    rows[at + dataAt] = voltage[t]
    addProducts(all, rows, at, 1)
    if (t > 0 && !Number.isNaN(voltage[t - 1])) addSummed(steps, rows, at, at - width)
    else starts.push(t)
    if (t + 1 === voltage.length || Number.isNaN(voltage[t + 1])) ends.push(t)
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

function addSummed(to: Float64Array, z: Float64Array, a: number, b: number): void {
  for (let i = 0; i < width; i++) {
    const v = z[a + i] + z[b + i]
    for (let j = 0; j <= i; j++) to[i * width + j] += v * (z[a + j] + z[b + j])
  }
}

function addAcrossGap(to: Float64Array, z: Float64Array, a: number, b: number, kept: number): void {
  const scale = 1 / (1 - kept * kept)
  for (let i = 0; i < width; i++) {
    const v = (z[a + i] - kept * z[b + i]) * scale
    for (let j = 0; j <= i; j++) to[i * width + j] += v * (z[a + j] - kept * z[b + j])
  }
}
