import { expect, it } from 'vitest'
import { joinedBins } from '../../../../src-main/inference/known-current/integrate-and-fire/hazard-bins.ts'
import {
  coordinatesOf,
  hazardOf,
} from '../../../../src-main/inference/known-current/integrate-and-fire/hazard-coordinates.ts'
import { hazardMode } from '../../../../src-main/inference/known-current/integrate-and-fire/hazard-mode.ts'
import {
  hazardShift,
  shifted,
} from '../../../../src-main/inference/known-current/integrate-and-fire/hazard-shift.ts'
import { hazardRows } from '../../../../src-main/model/known-current/integrate-and-fire/hazard.ts'
import { potentialColumns } from '../../../../src-main/model/known-current/integrate-and-fire/potential.ts'
import { simulateCell } from '../../../../src-main/model/known-current/integrate-and-fire/simulate-cell.ts'
import { createRandom } from '../../../../src-main/model/random.ts'

const clock = { bin: 0.5, refractory: 8 }
const tau = 15
const mean = Float64Array.from([-66, 0.15, -57, -0.02, 0.012, 5, 3, 2])
const truth = [-2, 0.7, 0.1, 1, 1, 0.5, 0.3, 0.5, -0.2, 0.1]

const sweeps = [80, 120, 160, 200].map((pA, index) => {
  const command = Float64Array.from({ length: 2000 }, (_, t) => (t >= 200 && t < 1800 ? pA : 0))
  const { spikes } = simulateCell(command, clock, { tau, weights: mean, hazard: truth }, createRandom(index))
  const empty = new Float64Array(2000)
  return { index, command, spikes, voltage: empty, missing: new Uint8Array(2000), peaks: [] }
})

/** Rows under other weights or another τ. */
const rowsAt = (weights: Float64Array, t = tau) =>
  sweeps.map((sweep) => {
    const columns = new Float64Array(2000 * 8)
    potentialColumns(sweep, clock, t, columns, 8)
    const m = Float64Array.from({ length: 2000 }, (_, i) =>
      weights.reduce((sum, w, k) => sum + w * columns[i * 8 + k], 0),
    )
    return hazardRows(m, sweep.spikes, sweep.missing, clock)
  })
const apart = (rows: ReturnType<typeof rowsAt>) => ({
  x: Float64Array.from(rows.flatMap(({ x }) => Array.from(x))),
  event: Uint8Array.from(rows.flatMap(({ event }) => Array.from(event))),
  count: new Float64Array(rows.reduce((sum, r) => sum + r.rows, 0)).fill(1),
})
const rows = rowsAt(mean)
const whole = hazardMode(apart(rows), clock.bin)
const sdOf = (k: number): number => Math.sqrt(whole.covariance[k * 10 + k])

it('the mode is the same for bins that are joined, in half the rows', () => {
  const bins = joinedBins(rows)
  expect(bins.event.length).toBeLessThan(apart(rows).event.length / 2)
  expect(bins.count.reduce((a, b) => a + b)).toBe(rows.reduce((sum, r) => sum + r.rows, 0))
  // A thousandth of a row's hazard, which all rows share, moves the mode by less than a hundredth of an sd.
  hazardMode(bins, clock.bin).mode.forEach((v, k) => {
    expect(Math.abs(v - whole.mode[k])).toBeLessThan(0.01 * sdOf(k))
  })
})

it('a hazard comes back from its coordinates', () => {
  hazardOf(coordinatesOf(truth)).forEach((v, k) => {
    expect(v).toBeCloseTo(truth[k], 12)
  })
})

it('moves with the potential as a fit at the moved potential does', () => {
  const at = [
    { tau, share: 0.5, mean },
    { tau: 15.3, share: 0.5, mean },
  ]
  const shift = hazardShift(sweeps, rows, clock, at, whole)
  const moved = (weights: Float64Array, t = tau): Float64Array =>
    coordinatesOf(shifted(hazardOf(whole.mode), shift, { tau: t, weights }))
  // The whole potential 0.5 mV higher is a threshold 0.5 mV higher and nothing else, but for the priors: fitted anew, all
  // coordinates are within 0.005 of that (0.0041 at most). The move is of first order, and no random numbers are in it:
  // over so long a way its own error is 0.04 sd at most (the ratio of b1 after a spike), a 25th of what is not known.
  const higher = mean.map((w, k) => (k === 0 || k === 2 ? w + 0.5 : w))
  const anew = hazardMode(apart(rowsAt(higher)), clock.bin).mode
  moved(higher).forEach((v, k) => {
    const expected = whole.mode[k] + (k === 0 ? 0.5 : 0)
    expect(Math.abs(anew[k] - expected)).toBeLessThan(0.005)
    expect(Math.abs(v - expected)).toBeLessThan(0.05 * sdOf(k))
  })
  // To first order: what is left is small beside the move, or beside an sd.
  for (const [weights, t] of [
    [mean.map((w, k) => (k === 1 ? w * 1.01 : w)), tau],
    [mean.map((w, k) => (k === 6 ? w + 0.1 : w)), tau],
    [mean, 15.3],
  ] as const) {
    const fit = hazardMode(apart(rowsAt(weights, t)), clock.bin).mode
    moved(weights, t).forEach((v, k) => {
      const left = Math.abs(v - fit[k])
      expect(left).toBeLessThan(0.2 * Math.abs(fit[k] - whole.mode[k]) + 0.02 * sdOf(k))
    })
  }
})
