import { createDop853 } from './dop853.ts'

const tolerance = 1e-10
/** Maximum period, ms; longer means no cycle. */
const longest = 100
/** Interval between checks of the sign of u, ms. */
const look = 0.05
/** Maximum cycles until the period converges, and the relative tolerance. */
const [mostRounds, same] = [12, 1e-10]

export interface FitzHughNagumo {
  theta0: number
  theta1: number
  gamma: number
  zeta: number
}

/** A limit cycle from the upward crossing of u = 0 on. */
export interface Cycle {
  period: number
  start: Float64Array
}

/** The equations of Rudi, Bessac & Lenzi 2022, section 2, solved by DOP853. Time in ms. */
export function createNeuron({ theta0, theta1, gamma, zeta }: FitzHughNagumo) {
  const slope = ([u, v]: Float64Array, out: Float64Array): void => {
    out[0] = gamma * (u - (u * u * u) / 3 + v + zeta)
    out[1] = -(u - theta0 + theta1 * v) / gamma
  }
  const advance = createDop853(slope, 2, tolerance)
  const slopes = new Float64Array(2)

  /** Integrates y to the next upward crossing of u = 0. @returns the time taken; null where there is none */
  function toCrossing(y: Float64Array): number | null {
    const before = new Float64Array(2)
    for (let time = 0; time < longest; time += look) {
      before.set(y)
      advance(y, look)
      if (!(before[0] < 0 && y[0] >= 0)) continue
      let part = (look * before[0]) / (before[0] - y[0])
      for (let k = 0; k < 6; k++) {
        y.set(before)
        advance(y, part)
        slope(y, slopes)
        part -= y[0] / slopes[0]
      }
      // Exactly 0: a rounding error below it would be an immediate crossing in the next cycle.
      y[0] = 0
      return time + part
    }
    return null
  }

  return {
    advance,
    /** Null where the neuron comes to rest. */
    cycle(): Cycle | null {
      const y = Float64Array.of(0, 0.75 - zeta)
      let last = Number.NaN
      for (let k = 0; k < mostRounds; k++) {
        const period = toCrossing(y)
        if (period === null) return null
        if (Math.abs(period - last) < same * period) break
        last = period
      }
      const start = y.slice()
      const period = toCrossing(y)
      return period === null ? null : { period, start }
    },
  }
}
