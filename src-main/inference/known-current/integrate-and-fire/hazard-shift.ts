import {
  type CellClock,
  hazardAt,
  slowTime,
  weightNames,
} from '../../../model/known-current/integrate-and-fire/cell.ts'
import type { HazardRows } from '../../../model/known-current/integrate-and-fire/hazard.ts'
import { potentialColumns } from '../../../model/known-current/integrate-and-fire/potential.ts'
import { coordinatesOf, gradientIn, hazardOf, inCoordinates } from './hazard-coordinates.ts'
import { highest, logHazard, lowest, ofBin, P, type Slopes } from './hazard-likelihood.ts'
import type { HazardMode } from './hazard-mode.ts'
import type { TauMean } from './mean-potential.ts'
import type { BinnedSweep } from './prepare.ts'
import type { VoltageDraw } from './voltage-posterior.ts'

const K = weightNames.length

/**
 * Shift of the hazard's mode (in its coordinates φ) with the potential it is fitted at, about the mean weights of one
 * τ.
 */
interface ShiftAt extends TauMean {
  /** From the mode at the posterior mean potential to that at this τ and its mean weights. */
  toTau: Float64Array
  /** ∂φ/∂w, P × K. */
  byWeight: Float64Array
}

export type HazardShift = readonly ShiftAt[]

/**
 * To first order in the potential (one Newton step from the mode): propagates the uncertainty of the potential to the
 * hazard, and makes joint draws of both consistent. A cut posterior: spikes do not inform the potential.
 * @param rows of each sweep at the posterior mean of the potential
 */
export function hazardShift(
  sweeps: readonly BinnedSweep[],
  rows: readonly HazardRows[],
  clock: CellClock,
  means: readonly TauMean[],
  { mode, covariance }: Pick<HazardMode, 'mode' | 'covariance'>,
): HazardShift {
  const columns = new Float64Array(Math.max(0, ...sweeps.map(({ command }) => command.length)) * K)
  return thinned(means).map((at) => {
    const slopes: Slopes = { gradient: new Float64Array(P), precision: new Float64Array(P * P) }
    const byWeight = new Float64Array(P * K)
    const b = hazardOf(mode)
    sweeps.forEach((sweep, s) => {
      addSweep(sweep, rows[s], clock, at, b, columns, slopes.gradient, byWeight)
    })
    const step = (gradient: Float64Array): Float64Array =>
      Float64Array.from({ length: P }, (_, i) =>
        gradient.reduce((sum, g, j) => sum + covariance[i * P + j] * g, 0),
      )
    const toTau = step(inCoordinates(slopes, mode).gradient)
    const moved = new Float64Array(P * K)
    for (let k = 0; k < K; k++) {
      const column = Float64Array.from({ length: P }, (_, i) => byWeight[i * K + k])
      step(gradientIn(mode, column)).forEach((v, i) => {
        moved[i * K + k] = v
      })
    }
    return { ...at, toTau, byWeight: moved }
  })
}

/**
 * Gradient of one sweep's log likelihood by b at the potential of `at`, and its derivative by the weights. @param
 * columns buffer of K numbers per bin
 */
function addSweep(
  sweep: BinnedSweep,
  { event, rowOf, x }: HazardRows,
  clock: CellClock,
  { tau, mean }: TauMean,
  b: Float64Array,
  columns: Float64Array,
  gradient: Float64Array,
  byWeight: Float64Array,
): void {
  potentialColumns(sweep, clock, tau, columns, K)
  const slowDecay = Math.exp(-clock.bin / slowTime)
  const slow = columns.slice(0, K)
  const own = new Float64Array(P)
  const lag = new Float64Array(K)
  for (let t = 0; t < rowOf.length; t++) {
    const at = t * K
    for (let k = 0; k < K; k++) slow[k] = columns[at + k] + (slow[k] - columns[at + k]) * slowDecay
    const row = rowOf[t]
    if (row < 0) continue
    for (let i = 0; i < P; i++) own[i] = x[row * P + i]
    let [m, behind] = [0, 0]
    for (let k = 0; k < K; k++) {
      lag[k] = slow[k] - columns[at + k]
      m += mean[k] * columns[at + k]
      behind += mean[k] * lag[k]
    }
    own[1] = m - hazardAt
    own[2] = behind
    const fired = own[7]
    own[8] = fired * own[1]
    own[9] = fired * own[2]
    const log = logHazard(b, own, 0)
    if (log < lowest && event[row] === 0) continue
    const [first, second] = ofBin(clock.bin * Math.exp(Math.min(log, highest)), event[row] === 1)
    for (let i = 0; i < P; i++) gradient[i] += first * own[i]
    for (let k = 0; k < K; k++) {
      const byM = columns[at + k]
      const v = second * ((b[1] + fired * b[8]) * byM + (b[2] + fired * b[9]) * lag[k])
      for (let i = 0; i < P; i++) byWeight[i * K + k] -= v * own[i]
      byWeight[K + k] += first * byM
      byWeight[2 * K + k] += first * lag[k]
      byWeight[8 * K + k] += first * fired * byM
      byWeight[9 * K + k] += first * fired * lag[k]
    }
  }
}

/** At most five of the time constants, including both ends: the shift of the hazard is smooth in between. */
function thinned(means: readonly TauMean[]): TauMean[] {
  const wanted = new Set(Array.from({ length: 5 }, (_, i) => Math.round((i / 4) * (means.length - 1))))
  return means.filter((_, i) => wanted.has(i))
}

/** Shifts a draw of the hazard at the posterior mean potential to a draw of the potential. */
export function shifted(
  hazard: Float64Array,
  shift: HazardShift,
  { tau, weights }: VoltageDraw,
): Float64Array {
  const phi = coordinatesOf(hazard)
  for (const [{ mean, toTau, byWeight }, share] of around(shift, tau)) {
    for (let i = 0; i < P; i++) {
      phi[i] += share * toTau[i]
      for (let k = 0; k < K; k++) phi[i] += share * byWeight[i * K + k] * (weights[k] - mean[k])
    }
  }
  return hazardOf(phi)
}

/** The neighbours of τ and their interpolation weights in log τ; only the end node outside the grid. */
function around(shift: HazardShift, tau: number): [ShiftAt, number][] {
  const after = shift.findIndex((at) => at.tau > tau)
  if (after < 0) return [[shift[shift.length - 1], 1]]
  if (after === 0) return [[shift[0], 1]]
  const [a, b] = [shift[after - 1], shift[after]]
  const share = Math.log(tau / a.tau) / Math.log(b.tau / a.tau)
  return [
    [a, 1 - share],
    [b, share],
  ]
}
