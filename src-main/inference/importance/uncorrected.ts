import type { Random } from '../../model/random.ts'
import { type Mixture, mixtureLogDensity, sampleMixture } from '../mixture.ts'
import type { WeightedPosterior } from './sampler.ts'

const draws = 4000

/** A network's own posterior as equally weighted draws, for noise without a likelihood to correct it. */
export function uncorrectedPosterior(network: Mixture, random: Random): WeightedPosterior {
  const z = new Float64Array(draws * network.dimension)
  sampleMixture(network, draws, random, z)
  const logTarget = new Float64Array(draws)
  mixtureLogDensity(network, z, draws, logTarget)
  return {
    z,
    extra: new Float64Array(0),
    logTarget,
    logWeights: new Float64Array(draws),
    weights: new Float64Array(draws).fill(1 / draws),
    ess: draws,
    essFraction: 1,
    paretoK: 0,
    logEvidence: 0,
    simulations: 0,
    networkEssFraction: 1,
    rounds: [],
  }
}
