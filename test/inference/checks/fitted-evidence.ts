import { type Unsteadiness, unsteadyTrace } from '../../../bench/accuracy/verdict-cases/unsteady-neurons.ts'
import type { Evidence } from '../../../src-main/inference/checks/evidence.ts'
import { spikesOf } from '../../../src-main/inference/estimate/fit-spikes.ts'
import { maximizeLikelihood } from '../../../src-main/inference/estimate/maximize-likelihood.ts'
import { predictionSlopes } from '../../../src-main/inference/estimate/prediction-slopes.ts'
import { residualsOf } from '../../../src-main/inference/estimate/residuals.ts'
import type { Prior } from '../../../src-main/model/composition/prior.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { dt, evidenceOf, points, prior, rho, s, simulator, spread } from './evidence.ts'

const truth = Float64Array.of(0.4, 0.4, s * dt, rho)

/**
 * The likeliest fit to a trace of an unsteady neuron, made by an integrator that is not the program's.
 * @param made the prior with the constants that the neuron has
 */
export function fitted(
  how: Unsteadiness,
  seed: number,
  put = (trace: Float32Array): Float32Array => trace,
  made: Prior = prior,
): Evidence {
  const random = createRandom(seed)
  const trace = unsteadyTrace(made, truth, how, random)
  prior.noise(truth, 0).add(trace, 0, points, random)
  const observed = put(Float32Array.from(trace))
  const best = maximizeLikelihood(prior, simulator, observed, truth, spread)
  const { values, u } = best
  const t = Array.from({ length: points }, (_, i) => i * dt)
  const model = spikesOf(prior, u, t, values)
  return {
    ...evidenceOf(),
    observed,
    t,
    best,
    fit: { ...evidenceOf().fit, spikes: { observed: model, model } },
    residuals: residualsOf(observed, u, prior.noise(values, 0)),
    slopesAt: (at) => predictionSlopes(prior, simulator, at, spread),
  }
}
