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

/** The data in the likelihood, the prior and simulator that predict them, and the sampler's start. */
export interface Compared {
  prior: Prior
  simulator: Simulator
  /** NaN is missing. */
  observed: Float32Array
  problem: Problem
  proposal: Mixture
  /** An alternative start where the proposal fails. */
  search(random: Random): Mixture | null
}

/**
 * The problem at the recording's own samples instead of the prior's grid. Proposals are those for the data on the
 * grid, with noise parameters fitted to the residuals at the samples.
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
 * The problem of the data on the grid. For noise models beyond a strength and a correlation, the proposal's noise
 * parameters are fitted to the residuals, since what is read from the trace only gives those two.
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
