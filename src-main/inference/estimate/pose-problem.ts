import type { EstimateJob } from '../../contract/compute.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { Random } from '../../model/random.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import type { Problem } from '../inverse.ts'
import { inverseOf } from '../inverses.ts'
import { createProblem } from '../problem.ts'
import { type Compared, comparedAtSamples, comparedOnGrid } from './compared.ts'
import type { Estimator } from './estimator.ts'
import { type Start, startOf } from './start.ts'

/** The sampling problem, and its start from the network and the data. */
export interface Posed {
  /** The problem of the data on the grid, the network's input. */
  read: Problem
  start: Start
  compared: Compared
}

/**
 * The sampling problem of a job: its likelihood is of the recording's own samples where the job has them.
 * @param trace the job's, on the prior's grid; NaN is missing
 * @param random for searches, and for the noise
 */
export function poseProblem(
  job: Pick<EstimateJob, 'ownSamples'>,
  { estimator, prior, simulator }: { estimator: Estimator; prior: Prior; simulator: Simulator },
  trace: Float32Array,
  random: { start: Random; noise: Random },
): Posed {
  const read = createProblem(prior, simulator, trace)
  const start = startOf(estimator, { prior, problem: read }, trace, random.start)
  const onGrid: Compared = {
    prior,
    simulator,
    observed: trace,
    problem: read,
    proposal: start.proposal,
    // A network's proposal with a low ESS is adapted for plain data, rather than replaced by a search for modes.
    search: start.by === 'network' && inverseOf(prior.observable).plainTarget ? () => null : read.search,
  }
  // Noise without a likelihood compares nothing: the network's posterior stays that of the data on the grid.
  const ownSamples = prior.noiseModel.hasLikelihood ? job.ownSamples : undefined
  const compared = ownSamples
    ? comparedAtSamples(onGrid, ownSamples, random.noise)
    : comparedOnGrid(onGrid, random.noise)
  return { read, start, compared }
}
