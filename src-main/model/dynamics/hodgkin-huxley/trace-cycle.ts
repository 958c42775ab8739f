import { writeRates } from './rates.ts'
import { drive, type Row } from './row.ts'
import { nextStep, stepRule } from './step-size.ts'

/** mV above VT: an upstroke crosses `upstroke`; the foot of a spike is below `foot`. */
export const upstroke = 20
export const foot = 5
/** Slope (mV/ms) and bend (mV/ms²) below which a neuron is at rest: even one spike in 1,000 ms takes larger ones. */
export const rest = 1e-5

/** Called after every recorded step: time (ms), potential (mV), and the gates half a step earlier. */
export type Keep = (t: number, v: number, m: number, h: number, n: number) => void

/** A gate: its value half a step before the potential’s, and its equilibrium at the previous step's potential. */
interface Gate {
  x: number
  end: number
}

/**
 * Integrates the neuron from the upstroke of a spike and calls `keep` from the foot of the second spike (the last
 * sample below VT + 5 mV, or the trough before it) to the peak of the third; `restart` discards what was passed so far.
 *
 * The staggered scheme (Hines 1984, Int. J. Biomed. Comput. 15:69) with exponentials: gates offset half a step from the
 * potential, each exact while the other is held; order 2. A gate's equilibrium is extrapolated linearly from the step
 * before: where a step is longer than its time constant, as below threshold for m, a constant equilibrium would delay
 * the gate by half a step and lengthen intervals. Its fixed points are exactly those of the neuron.
 * @param longest ms: with a longer interval the neuron counts as not firing
 * @param scale factor on all steps
 * @returns whether the neuron fires repetitively
 */
export function traceCycle(row: Row, longest: number, keep: Keep, restart: () => void, scale = 1): boolean {
  const { gNa, gKd, gL, vT, q, eNa, eK } = row
  const current = drive(row)
  const rates = new Float64Array(6)
  let v = vT + upstroke
  // An upstroke: sodium activation at equilibrium there, inactivation and potassium at their equilibria at VT.
  const m = gateAt(upstroke, 0, rates)
  const h = gateAt(0, 1, rates)
  const n = gateAt(0, 2, rates)
  let t = 0
  let step = scale * stepRule.shortest
  let before = 0
  let slope = 0
  let spikes = 1
  let since = 0
  let peaked = false
  let armed = false
  restart()
  for (;;) {
    writeRates(v - vT, rates)
    advance(m, rates[0], rates[1], q, before, step)
    advance(h, rates[2], rates[3], q, before, step)
    advance(n, rates[4], rates[5], q, before, step)
    const sodium = gNa * m.x ** 3 * h.x
    const potassium = gKd * n.x ** 4
    const conductance = gL + sodium + potassium
    const end = (current + sodium * eNa + potassium * eK) / conductance
    const change = (v - end) * Math.expm1(-conductance * step)
    v += change
    t += step

    const newSlope = change / step
    // A trough may lie above VT; a spike that does not return below the upstroke level is a plateau.
    const turns = peaked && slope < 0 && newSlope >= 0
    const low = v < vT + foot || (turns && v < vT + upstroke)
    const peak = slope > 0 && newSlope <= 0
    peaked ||= peak
    if (armed && v > vT + upstroke) {
      armed = false
      peaked = false
      spikes++
      since = t
    } else if (low) armed = true
    if (spikes > 1 || armed) {
      if (spikes === 1 && low) restart()
      keep(t, v, m.x, h.x, n.x)
    }
    if (spikes >= 3 && peak) return true
    const bend = (2 * Math.abs(newSlope - slope)) / (before + step)
    slope = newSlope
    const rests = Math.abs(slope) < rest && bend < rest
    if (rests || t - since > longest || !Number.isFinite(v)) return false
    before = step
    step = nextStep(step, Math.abs(slope), q * bend, scale)
  }
}

/** @param gate 0 m, 1 h, 2 n @param u V − VT at which it is in equilibrium, mV */
function gateAt(u: number, gate: number, rates: Float64Array): Gate {
  writeRates(u, rates)
  const end = rates[2 * gate] / (rates[2 * gate] + rates[2 * gate + 1])
  return { x: end, end }
}

/**
 * Advances a gate from half a step before the potential's time to half a step after it.
 * @param alpha @param beta rates at the potential now, per ms @param q factor on both
 * @param before @param step lengths of the potential's last step and its next, ms
 */
function advance(gate: Gate, alpha: number, beta: number, q: number, before: number, step: number): void {
  const rate = q * (alpha + beta)
  const end = alpha / (alpha + beta)
  const drift = before > 0 ? (end - gate.end) / before : 0
  // x′ = rate · (end + drift·t − x), t from the potential's time.
  const follows = (t: number): number => end + drift * (t - 1 / rate)
  gate.x = follows(step / 2) + (gate.x - follows(-before / 2)) * Math.exp((-rate * (before + step)) / 2)
  gate.end = end
}
