import { noiseSd } from '../../simulation/ar1-noise.ts'
import type { Prior } from '../../simulation/prior.ts'
import { thetasOf } from '../../simulation/simulate.ts'
import type { Simulator } from '../../simulation/simulator.ts'
import { ar1LogLikelihood } from '../likelihood.ts'

/** The draw with the highest posterior density, its likelihood, and the membrane potential it gives. */
export interface BestDraw {
  values: Float64Array
  logLikelihood: number
  /** `points` values. */
  u: Float32Array
}

/** @param values n × D @param logTarget n, in the same order */
export function bestDraw(
  prior: Prior,
  simulator: Simulator,
  observed: Float32Array,
  values: Float64Array,
  logTarget: Float64Array,
): BestDraw {
  const D = prior.parameters.length
  const { points, dt } = prior.grid
  let best = 0
  for (let i = 1; i < logTarget.length; i++) if (logTarget[i] > logTarget[best]) best = i
  const own = values.slice(best * D, (best + 1) * D)
  const theta = thetasOf(prior, own, 1)
  const u = new Float32Array(points)
  simulator.traces(theta, 1, u)
  const sums = new Float64Array(4)
  simulator.residualSums(theta, 1, observed, sums)
  const { sigma, rho } = prior.noise(own, 0)
  return { values: own, logLikelihood: ar1LogLikelihood(sums, 0, points, noiseSd(sigma, dt), rho), u }
}
