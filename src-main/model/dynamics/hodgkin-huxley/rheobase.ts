import { writeRates } from './rates.ts'
import { rowOf } from './row.ts'

/** mV from VT: range in which a threshold is searched, and the step of the search. */
const from = -25
const to = 5
const step = 1
/** µA/cm²: softness of the maximum, which makes it a smooth function of the parameters. */
const softness = 0.03

const count = Math.round((to - from) / step) + 1
/** m∞³ h∞ and n∞⁴. */
const sodiumOpen = new Float64Array(count)
const potassiumOpen = new Float64Array(count)
const rates = new Float64Array(6)
for (let i = 0; i < count; i++) {
  writeRates(from + i * step, rates)
  const [m, h, n] = [0, 2, 4].map((k) => rates[k] / (rates[k] + rates[k + 1]))
  sodiumOpen[i] = m ** 3 * h
  potassiumOpen[i] = n ** 4
}
const currents = new Float64Array(count)

/**
 * Approximate rheobase as drive J, µA/cm²: the soft maximum, about threshold, of the steady membrane current
 * gL V + gNa m∞³h∞ (V − ENa) + gKd n∞⁴ (V − EK), where its two subthreshold fixed points merge (saddle-node).
 * @param values a row of parameters and constants
 */
export function rheobase(values: ArrayLike<number>): number {
  const { gNa, gKd, gL, vT, eNa, eK } = rowOf(values)
  let highest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < count; i++) {
    const v = vT + from + i * step
    currents[i] = gL * v + gNa * sodiumOpen[i] * (v - eNa) + gKd * potassiumOpen[i] * (v - eK)
    if (currents[i] > highest) highest = currents[i]
  }
  let sum = 0
  for (let i = 0; i < count; i++) sum += Math.exp((currents[i] - highest) / softness)
  return highest + softness * Math.log(sum)
}
