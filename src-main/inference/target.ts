import { noiseSd } from '../simulation/ar1-noise.ts'
import type { ParallelSimulator } from '../simulation/parallel-simulator.ts'
import type { Prior } from '../simulation/prior.ts'
import type { Simulator } from '../simulation/simulator.ts'
import { ar1LogLikelihood } from './likelihood.ts'

/** The unnormalized posterior of one observed trace, in unbounded coordinates z. */
export interface Target {
  dimension: number
  /**
   * log p(d|m) + log p(m) + log|dm/dz| for n points.
   * @param z n × D
   * @param out receives n values; −∞ where the likelihood is not a number
   */
  logDensity(z: Float64Array, n: number, out: Float64Array): void
}

/** @param observed the trace on the prior's grid, in model units */
export function createTarget(prior: Prior, simulator: Simulator, observed: Float32Array): Target {
  const work = createWork(prior)
  return {
    dimension: prior.parameters.length,
    logDensity(z, n, out) {
      const { theta, sums } = work.prepare(z, n)
      simulator.residualSums(theta, n, observed, sums)
      work.finish(z, n, out)
    },
  }
}

/** The same, a trace with each call, by a simulator on all cores. One call at a time. */
export function createParallelTarget(
  prior: Prior,
  simulator: ParallelSimulator,
): (observed: Float32Array, z: Float64Array, n: number, out: Float64Array) => Promise<void> {
  const work = createWork(prior)
  return async (observed, z, n, out) => {
    const { theta, sums } = work.prepare(z, n)
    await simulator.residualSums(theta, n, observed, sums)
    work.finish(z, n, out)
  }
}

/** What comes before and after the simulations; its arrays are reused from call to call. */
function createWork(prior: Prior) {
  const dimension = prior.parameters.length
  const { thetaSize } = prior
  const { points, dt } = prior.grid
  let capacity = 0
  let values = new Float64Array(0)
  let theta = new Float64Array(0)
  let sums = new Float64Array(0)
  return {
    prepare(z: Float64Array, n: number): { theta: Float64Array; sums: Float64Array } {
      if (n > capacity) {
        capacity = n
        values = new Float64Array(n * dimension)
        theta = new Float64Array(n * thetaSize)
        sums = new Float64Array(n * 4)
      }
      for (let k = 0; k < n; k++) {
        prior.fromUnbounded(z, k * dimension, values, k * dimension)
        prior.theta(values, k * dimension, theta, k * thetaSize)
      }
      return { theta, sums }
    },
    finish(z: Float64Array, n: number, out: Float64Array): void {
      for (let k = 0; k < n; k++) {
        const at = k * dimension
        const { sigma, rho } = prior.noise(values, at)
        const density =
          ar1LogLikelihood(sums, 4 * k, points, noiseSd(sigma, dt), rho) +
          prior.logDensity(values, at) +
          prior.logJacobian(z, at)
        out[k] = Number.isNaN(density) ? Number.NEGATIVE_INFINITY : density
      }
    },
  }
}
