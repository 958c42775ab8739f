import { writeRates } from './rates.ts'
import { rowOf } from './row.ts'

/** mV from VT: where the steady current is looked at for its first maximum, and where it is taken if there is none. */
const from = -40
const to = 20
/** So fine that the result does not jump where the maximum goes from one to the next. */
const step = 0.1
const usual = -2

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

/**
 * The drive J below which a neuron rests, µA/cm²: the first maximum over the potential of its steady membrane current
 * gL V + gNa m∞³h∞ (V − ENa) + gKd n∞⁴ (V − EK), refined by a parabola.
 * @param values a row of parameters and constants
 */
export function rheobase(values: ArrayLike<number>): number {
  const { gNa, gKd, gL, vT, eNa, eK } = rowOf(values)
  const currentAt = (i: number): number => {
    const v = vT + from + i * step
    return gL * v + gNa * sodiumOpen[i] * (v - eNa) + gKd * potassiumOpen[i] * (v - eK)
  }
  let before = currentAt(0)
  let here = currentAt(1)
  for (let i = 1; i + 1 < count; i++) {
    const after = currentAt(i + 1)
    if (here > before && here >= after) {
      const curvature = before - 2 * here + after
      return here - (after - before) ** 2 / (8 * curvature)
    }
    before = here
    here = after
  }
  return currentAt(Math.round((usual - from) / step))
}
