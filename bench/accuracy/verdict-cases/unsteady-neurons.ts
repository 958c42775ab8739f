import type { Prior } from '../../../src-main/model/composition/prior.ts'
import type { Random } from '../../../src-main/model/random.ts'

/**
 * Changes within a FitzHugh–Nagumo neuron during the recording, where the model assumes it to be deterministic and
 * stationary.
 */
export interface Unsteadiness {
  /** D of process noise: dv = … dt + D dW (or du), per √ms of model time; Itô, Euler–Maruyama. */
  processNoise?: { in: 'u' | 'v'; size: number }
  /** Change of θ₀ over the trace, from half of it below to half of it above its value. */
  theta0Drift?: number
}

/** Maximum integration step, ms of model time; traces of the model itself use 0.05. */
const longest = 0.005
/** ms of model time for convergence to the limit cycle, where a recording begins on it. */
const settling = 120

/**
 * A trace of the prior's observable from a non-stationary neuron, without measurement noise: by an independent float64
 * integrator, not by the kernel.
 * @param values of the prior's parameters
 */
export function unsteadyTrace(
  prior: Prior,
  values: ArrayLike<number>,
  { processNoise, theta0Drift = 0 }: Unsteadiness,
  random: Random,
): Float64Array {
  const theta = new Float64Array(prior.thetaSize)
  prior.theta(values, 0, theta, 0)
  const constants = new Float64Array(prior.constants.length)
  prior.constantsAt(theta, 0, constants)
  const constant = (name: string): number =>
    constants[prior.forward.constantDescriptions.findIndex((one) => one.name === name)] ?? Number.NaN
  const [gamma, zeta] = [constant('gamma'), constant('zeta')]
  const scaled = prior.observable.estimatesScales
  const [tau, phase, offset, gain] = scaled ? theta.subarray(2, 6) : [1, 0, 0, 1]
  const { dt, points } = prior.grid
  const interval = dt / tau
  const steps = Math.ceil(interval / longest)
  const h = interval / steps
  const lead = scaled ? Math.round((settling * (1 + phase)) / interval) : 0
  const root = Math.sqrt(h)
  let [u, v] = scaled ? [0, 0] : [constant('u0'), constant('v0')]
  const samples = new Float64Array(points)
  for (let i = -lead; i < points; i++) {
    if (i >= 0) samples[i] = offset + gain * u
    for (let k = 0; k < steps; k++) {
      const place = Math.max(0, (i + k / steps) / points)
      const theta0 = theta[0] + theta0Drift * (place - 0.5)
      // Heun's method; without noise it is of second order, h²: 1e-5.
      const [du, dv] = slope(u, v, theta0)
      const [noiseU, noiseV] = kick(i < 0)
      const [du2, dv2] = slope(u + h * du + noiseU, v + h * dv + noiseV, theta0)
      u += (h / 2) * (du + du2) + noiseU
      v += (h / 2) * (dv + dv2) + noiseV
    }
  }
  return samples

  function slope(u: number, v: number, theta0: number): [number, number] {
    return [gamma * (u - u ** 3 / 3 + v + zeta), -(u - theta0 + theta[1] * v) / gamma]
  }

  function kick(before: boolean): [number, number] {
    if (before || !processNoise) return [0, 0]
    const size = processNoise.size * root * random.normal()
    return processNoise.in === 'u' ? [size, 0] : [0, size]
  }
}
