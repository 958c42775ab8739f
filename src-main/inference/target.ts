import type { Prior } from '../model/composition/prior.ts'
import type { Noise } from '../model/noise-model.ts'
import type { ParallelSimulator } from '../model/simulate/parallel-simulator.ts'
import type { Simulator } from '../model/simulate/simulator.ts'
import { findGaps } from '../signal/gaps.ts'

/** The unnormalized posterior of one observed data set, in unbounded coordinates z. */
export interface Target {
  dimension: number
  /** Count of the extra values computed and stored with each point; often 0. */
  extra: number
  /**
   * log p(d|m) + log p(m) + log|dm/dz| for n points.
   * @param z n × D
   * @param out receives n values; −∞ where the likelihood is not a number
   * @param extra receives n × `extra` values
   */
  logDensity(z: Float64Array, n: number, out: Float64Array, extra: Float64Array): void
}

/**
 * The target of an observable whose likelihood is that of its noise model about the predictions.
 * @param observed the data; NaN is missing
 */
export function createTarget(prior: Prior, simulator: Simulator, observed: Float32Array): Target {
  const work = createWork(prior)
  const dimension = prior.parameters.length
  if (prior.noiseModel.sums === false || observed.some(Number.isNaN)) {
    return createResidualTarget(prior, simulator, observed)
  }
  return {
    dimension,
    extra: 0,
    logDensity(z, n, out) {
      const { theta, sums } = work.prepare(z, n)
      simulator.residualSums(theta, n, observed, sums)
      work.finish(z, n, out)
    },
  }
}

const chunk = 224

/** From the residuals themselves: the kernel's sums can't handle gaps and do not suffice for every noise model. */
function createResidualTarget(prior: Prior, simulator: Simulator, observed: Float32Array): Target {
  const dimension = prior.parameters.length
  const { size } = prior
  const gaps = findGaps(observed)
  const work = createWork(prior)
  const traces = new Float32Array(chunk * size)
  const residuals = new Float64Array(size)
  return {
    dimension,
    extra: 0,
    logDensity(z, n, out) {
      const { theta } = work.prepare(z, n)
      for (let from = 0; from < n; from += chunk) {
        const count = Math.min(chunk, n - from)
        simulator.predictions(theta.subarray(from * prior.thetaSize), count, traces)
        work.finish(
          z,
          count,
          out,
          (k, noise) => {
            if (!gaps) return Number.NaN
            for (let i = 0; i < size; i++) residuals[i] = observed[i] - traces[(k - from) * size + i]
            return noise.logLikelihood(gaps, residuals, 0)
          },
          from,
        )
      }
    },
  }
}

/** The same target, one trace per call, with a simulator on all cores. One call at a time. */
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

/** The work before and after the simulations; its arrays are reused between calls. */
function createWork(prior: Prior) {
  const dimension = prior.parameters.length
  const { thetaSize } = prior
  const { size } = prior
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
    finish(
      z: Float64Array,
      n: number,
      out: Float64Array,
      logLikelihood = (k: number, noise: Noise): number => noise.logLikelihoodOfSums(sums, 4 * k, size),
      from = 0,
    ): void {
      for (let k = from; k < from + n; k++) {
        const at = k * dimension
        const density =
          logLikelihood(k, prior.noise(values, at)) + prior.logDensity(values, at) + prior.logJacobian(z, at)
        out[k] = Number.isNaN(density) ? Number.NEGATIVE_INFINITY : density
      }
    },
  }
}
