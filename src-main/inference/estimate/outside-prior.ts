import type { Prior } from '../../model/composition/prior.ts'
import type { Random } from '../../model/random.ts'
import { createSimulator } from '../../model/simulate/simulator.ts'
import { type Mixture, sampleMixture } from '../mixture.ts'
import { createProblem } from '../problem.ts'
import type { BestDraw } from './best-draw.ts'
import type { Compared } from './compared.ts'
import { maximizeLikelihood } from './maximize-likelihood.ts'

/** Draws of the network compared for a start. */
const draws = 64

/**
 * The maximum-likelihood fit without the applied prior: from the best draw of the posterior, and, where a prior other
 * than the training prior is applied, from the best of the network's draws, which are independent of it.
 * @param spread a length scale for each parameter, such as the posterior's sd
 * @param learned the training prior, its proposal, and the network's data
 * @returns null where the noise has no likelihood, or the data are not a trace
 */
export function outsidePrior(
  { prior, simulator, observed }: Compared,
  best: BestDraw,
  spread: ArrayLike<number>,
  learned: { prior: Prior; proposal: Mixture; trace: Float32Array } | null,
  random: Random,
): BestDraw | null {
  if (!prior.noiseModel.hasLikelihood || !prior.observable.spikeLevel) return null
  const starts = [best.values]
  const ofNetwork = learned && bestOfNetwork(prior, learned, random)
  if (ofNetwork) starts.push(ofNetwork)
  return starts
    .map((start) => maximizeLikelihood(prior, simulator, observed, start, spread))
    .reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a), best)
}

/**
 * Best of the network's draws under its training prior, in the parameters of the applied one; null where there is
 * none.
 */
function bestOfNetwork(
  applied: Prior,
  { prior, proposal, trace }: { prior: Prior; proposal: Mixture; trace: Float32Array },
  random: Random,
): Float64Array | null {
  const { target, parametersOf } = createProblem(prior, createSimulator(prior.forward), trace)
  const { dimension: d, extra: e } = target
  if (proposal.dimension !== d) return null
  const z = new Float64Array(draws * d)
  sampleMixture(proposal, draws, random, z)
  const density = new Float64Array(draws)
  const extra = new Float64Array(draws * e)
  target.logDensity(z, draws, density, extra)
  let top = 0
  density.forEach((value, k) => {
    if (value > density[top]) top = k
  })
  if (density[top] === Number.NEGATIVE_INFINITY) return null
  const values = parametersOf(
    z.subarray(top * d, (top + 1) * d),
    extra.subarray(top * e, (top + 1) * e),
    1,
    null,
  )
  return Float64Array.from(
    applied.parameters,
    ({ name }) => values[prior.parameters.findIndex((one) => one.name === name)],
  )
}
