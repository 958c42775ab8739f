import type { Random } from '../../random.ts'
import {
  type CellClock,
  type CellValues,
  firedTime,
  hazardAt,
  hazardDecays,
  highestLogRate,
  sagTime,
  slowTime,
  voltageDecays,
} from './cell.ts'
import { firstCurrent, leftOf } from './potential.ts'

/** Log hazard (per ms) below which no spike is drawn. */
const rarest = -25

export interface SimulatedCell {
  /** Bins with a spike, ascending. */
  spikes: Int32Array
  /** Whether the log hazard exceeded its upper limit. */
  capped: boolean
}

/**
 * Simulates a cell under a command: spikes are drawn bin by bin with probability 1 − exp(−λ·bin). The same equations as
 * `potentialColumns` and `hazardRows`, with the cell's own spikes.
 * @param command pA, one value per bin
 * @param potential optional, as long as the command; receives mV, means over each bin, without noise
 */
export function simulateCell(
  command: Float64Array,
  { bin, refractory }: CellClock,
  { tau, weights, hazard }: CellValues,
  random: Random,
  potential?: Float64Array,
): SimulatedCell {
  const [EL, R, Vr, sagWeight, Rs, w0, w1, w2] = Array.from(weights)
  const [b0, b1, b2, c0, c1, c2, c3, a0, a1, a2] = Array.from(hazard)
  const [decay, meanLeft] = leftOf(bin, tau)
  const [sagDecay, sagMeanLeft] = leftOf(bin, sagTime)
  const slowDecay = Math.exp(-bin / slowTime)
  const firedDecay = Math.exp(-bin / firedTime)
  const [f0, f1, f2] = voltageDecays.map((d) => Math.exp(-bin / d))
  const [g0, g1, g2, g3] = hazardDecays.map((d) => Math.exp(-bin / d))
  const spikes = new Int32Array(Math.ceil(command.length / (refractory + 1)))
  let current = firstCurrent(command)
  let sag = current
  let x = EL + (R + sagWeight) * current
  let slow = x + Rs * current
  let [e0, e1, e2, h0, h1, h2, h3, fired] = [0, 0, 0, 0, 0, 0, 0, 0]
  let [count, held] = [0, 0]
  let capped = false
  // A spike occurs where the summed hazards exceed a draw from the unit exponential: equivalent to a draw in each bin.
  let toGo = -Math.log(random.uniform())
  for (let t = 0; t < command.length; t++) {
    if (!Number.isNaN(command[t])) current = command[t]
    const sagMean = current + (sag - current) * sagMeanLeft
    sag = current + (sag - current) * sagDecay
    let m = Vr
    if (held > 0) x = Vr
    else {
      const target = EL + R * current + sagWeight * sagMean - w0 * e0 - w1 * e1 - w2 * e2
      m = target + (x - target) * meanLeft
      x = target + (x - target) * decay
    }
    m += Rs * current
    if (potential) potential[t] = m
    slow = m + (slow - m) * slowDecay
    if (held > 0) held--
    else {
      let log = b0 + b1 * (m - hazardAt) + b2 * (slow - m)
      if (count > 0) {
        log -= c0 * h0 + c1 * h1 + c2 * h2 + c3 * h3
        log += fired * (a0 + a1 * (m - hazardAt) + a2 * (slow - m))
      }
      if (log > highestLogRate) {
        log = highestLogRate
        capped = true
      }
      // Rarer spikes would not occur in 10⁷ s.
      if (log > rarest) toGo -= Math.exp(log) * bin
      if (toGo < 0) {
        spikes[count++] = t
        held = refractory
        toGo = -Math.log(random.uniform())
        e0++
        e1++
        e2++
        h0++
        h1++
        h2++
        h3++
        fired = 1
      }
    }
    if (count === 0) continue
    e0 *= f0
    e1 *= f1
    e2 *= f2
    h0 *= g0
    h1 *= g1
    h2 *= g2
    h3 *= g3
    fired *= firedDecay
  }
  return { spikes: spikes.slice(0, count), capped }
}
