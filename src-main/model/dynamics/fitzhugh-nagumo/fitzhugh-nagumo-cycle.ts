import type { CycleFinder, LimitCycle } from '../../limit-cycle.ts'

/** Solver step, ms of the model. */
const step = 0.1
/** ms of the model: a neuron that completes no cycle within this time is at rest. */
const longest = 60
const mostSteps = Math.round(longest / step)
/** From the usual state at the crossing, the period of the second cycle is within 2e-6 ms of the limit cycle’s. */
const rounds = 2

/**
 * The limit cycle of FitzHugh–Nagumo, by Runge–Kutta of order 4 from one upward crossing of u = 0 to the next. With
 * w = γ(v + ζ), A = θ0 + θ1 ζ, B = θ1/γ:
 *
 *     u' = γ (u − u³/3) + w        w' = A − u − B w
 *
 * Each cycle starts exactly at the crossing, and the crossing that ends it is found on the cubic through both ends of a
 * step with their slopes (Hermite), so that the period is smooth in θ: linear interpolation would cause small
 * jumps of the likelihood.
 */
export function createFitzHughNagumoCycles(): CycleFinder {
  // States of the last cycle at whole steps.
  const us = new Float64Array(mostSteps + 2)
  const ws = new Float64Array(mostSteps + 2)
  let [a, b, gamma, zeta] = [0, 0, 0, 0]

  const slopeU = (u: number, w: number): number => gamma * (u - (u * u * u) / 3) + w
  const slopeW = (u: number, w: number): number => a - u - b * w

  /** Traces one cycle from (0, w0) and stores its orbit. @returns its period; −1 where there is none */
  function round(w0: number): number {
    let u = 0
    let w = w0
    let below = false
    us[0] = u
    ws[0] = w
    const h = step
    for (let i = 1; i <= mostSteps; i++) {
      const k1u = gamma * (u - (u * u * u) / 3) + w
      const k1w = a - u - b * w
      let x = u + 0.5 * h * k1u
      let y = w + 0.5 * h * k1w
      const k2u = gamma * (x - (x * x * x) / 3) + y
      const k2w = a - x - b * y
      x = u + 0.5 * h * k2u
      y = w + 0.5 * h * k2w
      const k3u = gamma * (x - (x * x * x) / 3) + y
      const k3w = a - x - b * y
      x = u + h * k3u
      y = w + h * k3w
      const k4u = gamma * (x - (x * x * x) / 3) + y
      const k4w = a - x - b * y
      u += (h / 6) * (k1u + 2 * (k2u + k3u) + k4u)
      w += (h / 6) * (k1w + 2 * (k2w + k3w) + k4w)
      us[i] = u
      ws[i] = w
      if (u < 0) {
        below = true
      } else if (below) {
        return (i - 1 + crossing(i - 1)) * h
      }
    }
    return -1
  }

  /** Where u is 0 between whole steps i and i+1, as a fraction of the step, by Newton's method on the cubic. */
  function crossing(i: number): number {
    let share = us[i] / (us[i] - us[i + 1])
    const [m0, m1] = [step * slopeU(us[i], ws[i]), step * slopeU(us[i + 1], ws[i + 1])]
    for (let k = 0; k < 4; k++) {
      const f = cubic(share, us[i], us[i + 1], m0, m1)
      share -= f / cubicSlope(share, us[i], us[i + 1], m0, m1)
    }
    return share
  }

  function wAt(i: number, share: number): number {
    return cubic(share, ws[i], ws[i + 1], step * slopeW(us[i], ws[i]), step * slopeW(us[i + 1], ws[i + 1]))
  }

  function uAt(i: number, share: number): number {
    return cubic(share, us[i], us[i + 1], step * slopeU(us[i], ws[i]), step * slopeU(us[i + 1], ws[i + 1]))
  }

  let period = 0
  const cycle: LimitCycle = {
    get period() {
      return period
    },
    stateAt(phase, out) {
      const steps = ((phase - Math.floor(phase)) * period) / step
      const i = Math.floor(steps)
      out[0] = uAt(i, steps - i)
      out[1] = wAt(i, steps - i) / gamma - zeta
    },
  }

  return {
    get rest() {
      return us[mostSteps]
    },
    find(theta, at, constants) {
      gamma = constants[0]
      zeta = constants[1]
      a = theta[at] + theta[at + 1] * zeta
      b = theta[at + 1] / gamma
      // The lower knee of the nullcline, from which u rises, lies at w = 2γ/3.
      let w = 0.75 * gamma
      for (let k = 0; k < rounds; k++) {
        period = round(w)
        if (period < 0) return null
        const steps = period / step
        const i = Math.floor(steps)
        if (k < rounds - 1) w = wAt(i, steps - i)
      }
      return cycle
    },
  }
}

/** The cubic through (0, y0) and (1, y1) with slopes m0 and m1. */
function cubic(t: number, y0: number, y1: number, m0: number, m1: number): number {
  return y0 + t * (m0 + t * (3 * (y1 - y0) - 2 * m0 - m1 + t * (2 * (y0 - y1) + m0 + m1)))
}

function cubicSlope(t: number, y0: number, y1: number, m0: number, m1: number): number {
  return m0 + t * (2 * (3 * (y1 - y0) - 2 * m0 - m1) + t * 3 * (2 * (y0 - y1) + m0 + m1))
}
