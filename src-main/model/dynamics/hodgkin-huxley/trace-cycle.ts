import { writeRates } from './rates.ts'
import { drive, type Row } from './row.ts'

/** mV a step, at the slope of the step before; ms; a step is at most `growth` times the one before. */
const stepChange = 1
const shortestStep = 0.01
const longestStep = 0.15
const growth = 1.5
/** mV above VT: an upstroke has passed this; below `rearm` the next may come. */
const upstroke = 20
const rearm = 5
/** mV above VT: a cycle begins at the last sample below this before its first upstroke. */
const beginsBelow = 0

/** Called with the state after every step that is kept: ms, mV, gates. */
export type Keep = (t: number, v: number, m: number, h: number, n: number) => void

/**
 * Integrates the neuron from the upstroke of a spike and calls `keep` from the foot of the second spike to the peak of
 * the third, after `restart` where what was kept so far is not of it.
 *
 * Strang splitting: the gates over half a step, the potential over a whole one, the gates over another half, each exact
 * while the others are held (the staggered scheme of Hines 1984, Int. J. Biomed. Comput. 15:69, with exponentials);
 * order 2 whatever the steps, and it rests exactly where the neuron does. Steps follow the slope: about 1 mV.
 * @param longest ms: an interval that takes longer is no repetitive firing
 * @param scale of all steps
 * @returns whether the neuron fires repetitively
 */
export function traceCycle(row: Row, longest: number, keep: Keep, restart: () => void, scale = 1): boolean {
  const { gNa, gKd, gL, vT, q, eNa, eK } = row
  const current = drive(row)
  const rates = new Float64Array(6)
  // At an upstroke sodium is about to open; inactivation and potassium are as a rest near threshold leaves them.
  writeRates(0, rates)
  let h = rates[2] / (rates[2] + rates[3])
  let n = rates[4] / (rates[4] + rates[5])
  let v = vT + upstroke
  writeRates(upstroke, rates)
  let m = rates[0] / (rates[0] + rates[1])
  let t = 0
  let step = scale * shortestStep
  let spikes = 1
  let since = 0
  let armed = false
  let rose = true
  restart()
  for (;;) {
    const half = 0.5 * step * q
    m = relax(m, rates[0], rates[1], half)
    h = relax(h, rates[2], rates[3], half)
    n = relax(n, rates[4], rates[5], half)
    const sodium = gNa * m * m * m * h
    const potassium = gKd * n * n * n * n
    const conductance = gL + sodium + potassium
    const rest = (current + sodium * eNa + potassium * eK) / conductance
    const before = v
    v = rest + (v - rest) * Math.exp(-conductance * step)
    t += step
    writeRates(v - vT, rates)
    m = relax(m, rates[0], rates[1], half)
    h = relax(h, rates[2], rates[3], half)
    n = relax(n, rates[4], rates[5], half)

    if (armed && v > vT + upstroke) {
      armed = false
      spikes++
      since = t
    } else if (v < vT + rearm) armed = true
    if (spikes > 1 || armed) {
      if (spikes === 1 && v < vT + beginsBelow) restart()
      keep(t, v, m, h, n)
    }
    if (spikes === 3 && rose && v < before) return true
    if (t - since > longest || !Number.isFinite(v)) return false
    rose = v >= before
    const wanted = (stepChange * step) / Math.abs(v - before)
    step = Math.min(scale * longestStep, growth * step, Math.max(scale * shortestStep, scale * wanted))
  }
}

/** x after time t under dx/dt = α(1 − x) − βx. */
function relax(x: number, alpha: number, beta: number, t: number): number {
  const rate = alpha + beta
  const end = alpha / rate
  return end + (x - end) * Math.exp(-rate * t)
}
