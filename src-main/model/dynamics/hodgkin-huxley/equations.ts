import type { SemilinearEquations } from '../equations.ts'
import { writeRates } from './rates.ts'
import { drive, driveBelow, rowOf } from './row.ts'

const rates = new Float64Array(6)
const values = new Float64Array(8)

/** States V (mV), m, h, n; initially 15 mV below VT with the gates at equilibrium. */
export const equations: SemilinearEquations = {
  states: 4,
  initial(theta, _constants, out) {
    out[0] = theta[4] - driveBelow
    writeRates(-driveBelow, rates)
    for (let gate = 0; gate < 3; gate++)
      out[gate + 1] = rates[2 * gate] / (rates[2 * gate] + rates[2 * gate + 1])
  },
  derivative(x, current, theta, constants, out) {
    equations.linear(x, current, theta, constants, out, decay)
    for (let j = 0; j < 4; j++) out[j] -= decay[j] * x[j]
  },
  linear(x, current, theta, constants, a, b) {
    for (let j = 0; j < 6; j++) values[j] = theta[j]
    for (let j = 0; j < 2; j++) values[6 + j] = constants[j]
    const row = rowOf(values)
    writeRates(x[0] - row.vT, rates)
    for (let gate = 0; gate < 3; gate++) {
      a[gate + 1] = row.q * rates[2 * gate]
      b[gate + 1] = row.q * (rates[2 * gate] + rates[2 * gate + 1])
    }
    const sodium = row.gNa * x[1] ** 3 * x[2]
    const potassium = row.gKd * x[3] ** 4
    a[0] = drive(row) + current + sodium * row.eNa + potassium * row.eK
    b[0] = row.gL + sodium + potassium
  },
}

const decay = new Float64Array(4)
