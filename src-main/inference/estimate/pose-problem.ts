import type { EstimateJob } from '../../contract/compute.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { Random } from '../../model/random.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import type { Problem } from '../inverse.ts'
import type { Mixture } from '../mixture.ts'
import type { TrainedNetwork } from '../network/trained-network.ts'
import { createProblem } from '../problem.ts'
import { type Compared, comparedAtSamples } from './compared.ts'
import { proposalOfPrior } from './proposal-of-prior.ts'

/** What is to be sampled, and where the network and the data say that it lies. */
export interface Posed {
  /** The problem of the data on the grid, which the network sees. */
  read: Problem
  /** The network's own posterior; what takes its place where there is no network. */
  proposed: Mixture
  compared: Compared
  /** For searches, in the order in which they are made. */
  startRandom: Random
}

/**
 * The sampling problem of a job: what the likelihood compares, from the recording's own samples where there are such.
 * @param trace the job's, on the prior's grid; NaN is missing @param random forked for searches and for the noise
 */
export function poseProblem(
  job: Pick<EstimateJob, 'ownSamples'>,
  { prior, simulator, network }: { prior: Prior; simulator: Simulator; network: TrainedNetwork | null },
  trace: Float32Array,
  random: { start: Random; noise: Random },
): Posed {
  const startRandom = random.start
  const [learned] = network?.condition(trace, 1) ?? []
  const read = createProblem(prior, simulator, trace)
  const proposed = learned ?? read.search(startRandom) ?? proposalOfPrior(prior, read, startRandom)
  const onGrid: Compared = {
    prior,
    simulator,
    observed: trace,
    problem: read,
    proposal: (learned && read.polish?.(learned, startRandom)) ?? proposed,
    search: read.search,
  }
  // Noise without a likelihood has nothing to compare: the network's posterior stays that of the data on the grid.
  const ownSamples = prior.noiseModel.hasLikelihood ? job.ownSamples : undefined
  return {
    read,
    proposed,
    compared: ownSamples ? comparedAtSamples(onGrid, ownSamples, random.noise) : onGrid,
    startRandom,
  }
}
