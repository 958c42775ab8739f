import type { SemilinearEquations } from '../../../../src-main/model/dynamics/equations.ts'

const [gNa, gK, gL, eNa, eK, eL, capacitance] = [120, 36, 0.3, 50, -77, -54.387, 1]

/** x/(1 − exp(−x)) */
const smooth = (x: number): number => (Math.abs(x) < 1e-6 ? 1 + x / 2 : -x / Math.expm1(-x))

/** Opening and closing rates of m, h and n at V, per ms. */
function rates(v: number): [number, number][] {
  return [
    [smooth((v + 40) / 10), 4 * Math.exp(-(v + 65) / 18)],
    [0.07 * Math.exp(-(v + 65) / 20), 1 / (1 + Math.exp(-(v + 35) / 10))],
    [0.1 * smooth((v + 55) / 10), 0.125 * Math.exp(-(v + 65) / 80)],
  ]
}

function linear(x: ArrayLike<number>, current: number, a: Float64Array, b: Float64Array): void {
  const [v, m, h, n] = [x[0], x[1], x[2], x[3]]
  const [na, k] = [gNa * m ** 3 * h, gK * n ** 4]
  a[0] = (na * eNa + k * eK + gL * eL + current) / capacitance
  b[0] = (na + k + gL) / capacitance
  rates(v).forEach(([opening, closing], i) => {
    a[i + 1] = opening
    b[i + 1] = opening + closing
  })
}

/** Hodgkin & Huxley 1952 with rest at −65 mV; states V (mV), m, h, n; current in µA/cm². From rest. */
export const hodgkinHuxley: SemilinearEquations = {
  states: 4,
  initial(_theta, _constants, out) {
    out.set([-65, ...rates(-65).map(([opening, closing]) => opening / (opening + closing))])
  },
  derivative(x, current, _theta, _constants, out) {
    const b = new Float64Array(4)
    linear(x, current, out, b)
    for (let j = 0; j < 4; j++) out[j] -= b[j] * x[j]
  },
  linear: (x, current, _theta, _constants, a, b) => linear(x, current, a, b),
}
