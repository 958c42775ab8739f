import type { OwnSamples } from '../../contract/compute.ts'
import { fromSamples } from '../../contract/missing.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { priorAtSamples } from '../../model/composition/prior-at-samples.ts'
import { priorAtTimes } from '../../model/composition/prior-at-times.ts'
import { outputCount } from '../../model/outputs.ts'
import type { Random } from '../../model/random.ts'
import { createSimulator, type Simulator } from '../../model/simulate/simulator.ts'
import type { Mixture } from '../mixture.ts'
import { createProblem, type Problem } from '../problem.ts'
import { withNoiseOfResiduals } from './noise-of-residuals.ts'

/** What the likelihood compares: data, the prior and simulator that predict them, and where the sampler starts. */
export interface Compared {
  prior: Prior
  simulator: Simulator
  /** NaN is missing. */
  observed: Float32Array
  problem: Problem
  proposal: Mixture
  /** Another start, for when the proposal leads nowhere. */
  search(random: Random): Mixture | null
}

/**
 * The recording's own samples in place of the data on the prior's grid. Proposals are those for the data on the grid,
 * with the noise that the samples show.
 */
export function comparedAtSamples(
  onGrid: Compared,
  { values, dt, times }: OwnSamples,
  noise: Random,
): Compared {
  const prior = times
    ? priorAtTimes(onGrid.prior, Float64Array.from(times), dt)
    : priorAtSamples(onGrid.prior, { dt, points: values.length / outputCount(onGrid.prior) })
  const simulator = createSimulator(prior.forward)
  const observed = Float32Array.from(fromSamples(values))
  const problem = createProblem(prior, simulator, observed, onGrid.observed)
  const withNoise = (proposal: Mixture): Mixture =>
    withNoiseOfResiduals(proposal, prior, simulator, observed, problem, noise)
  return {
    prior,
    simulator,
    observed,
    problem,
    ...startingFrom(onGrid, withNoise),
  }
}

/**
 * The data on the grid, where they are what is compared. Of noise that has more to it than a strength and a correlation, the
 * start is where the residuals have it: what was read of the trace knows no other.
 */
export function comparedOnGrid(onGrid: Compared, noise: Random): Compared {
  const { prior, simulator, observed, problem } = onGrid
  if (prior.noiseModel.sums !== false || !prior.observable.spikeLevel) return onGrid
  const withNoise = (proposal: Mixture): Mixture =>
    withNoiseOfResiduals(proposal, prior, simulator, observed, problem, noise)
  return { ...onGrid, ...startingFrom(onGrid, withNoise) }
}

function startingFrom(
  { proposal, search }: Compared,
  withNoise: (proposal: Mixture) => Mixture,
): Pick<Compared, 'proposal' | 'search'> {
  return {
    proposal: withNoise(proposal),
    search(random) {
      const found = search(random)
      return found && withNoise(found)
    },
  }
}
