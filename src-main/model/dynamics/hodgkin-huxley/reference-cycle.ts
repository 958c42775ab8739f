import type { TracedCycle } from '../../spike-cycle.ts'
import { writeRates } from './rates.ts'
import { drive, type Row, rowOf } from './row.ts'

/** ms: steps between 1 mV of change and no more than these, each at most half as long again as the one before. */
export const shortestStep = 0.01
export const longestStep = 0.15
export const growth = 1.5
/** mV above VT: an upstroke has passed this; below it, the next may come. */
export const upstroke = 20
export const rearm = 5
/** mV above VT: what the recording of a cycle begins below. */
export const recordBelow = 0
/** Samples of a cycle. */
export const capacity = 32_768

/** Called with the state at every step that is kept. */
type Keep = (t: number, v: number, m: number, h: number, n: number) => void

/**
 * Staggered exponential integration (gates at half steps, Hines 1984; each exact while the other is held; order 2) with
 * steps of about 1 mV, from the upstroke of a spike on. Calls `keep` from the last time below VT before the second spike
 * until the peak of the third, after `restart` where what was kept so far is not of it.
 * @returns whether the neuron fires repetitively, its intervals no longer than `longest` ms
 */
export function traceCycle(row: Row, longest: number, keep: Keep, restart: () => void): boolean {
  const { gNa, gKd, gL, vT, q, eNa, eK } = row
  const current = drive(row)
  const rates = new Float64Array(6)
  let v = vT + upstroke
  writeRates(v - vT, rates)
  // At an upstroke sodium is about to open; inactivation and potassium are as a rest near threshold leaves them.
  let m = rates[0] / (rates[0] + rates[1])
  writeRates(0, rates)
  let h = rates[2] / (rates[2] + rates[3])
  let n = rates[4] / (rates[4] + rates[5])
  let t = 0
  let step = shortestStep
  let before = step
  let spikes = 1
  let since = 0
  let up = true
  let rising = true
  restart()
  for (;;) {
    writeRates(v - vT, rates)
    const gates = 0.5 * (before + step) * q
    m = relax(m, rates[0], rates[1], gates)
    h = relax(h, rates[2], rates[3], gates)
    n = relax(n, rates[4], rates[5], gates)
    const sodium = gNa * m * m * m * h
    const potassium = gKd * n * n * n * n
    const conductance = gL + sodium + potassium
    const rest = (current + sodium * eNa + potassium * eK) / conductance
    const next = rest + (v - rest) * Math.exp(-conductance * step)
    t += step
    const slope = Math.abs(next - v) / step
    const falls = next < v
    v = next
    if (up && falls && rising && spikes === 3 && v > vT + upstroke) {
      keep(t, v, m, h, n)
      return true
    }
    rising = !falls
    if (!up && v > vT + upstroke) {
      up = true
      spikes++
      since = t
    } else if (up && v < vT + rearm) up = false
    if (t - since > longest || !Number.isFinite(v)) return false
    if (spikes > 1 || !up) {
      if (spikes === 1 && v < vT + recordBelow) restart()
      keep(t, v, m, h, n)
    }
    before = step
    step = Math.max(shortestStep, Math.min(1 / slope, longestStep, growth * step))
  }
}

/** x after time t under dx/dt = α(1 − x) − βx. */
function relax(x: number, alpha: number, beta: number, t: number): number {
  const rate = alpha + beta
  const end = alpha / rate
  return end + (x - end) * Math.exp(-rate * t)
}
