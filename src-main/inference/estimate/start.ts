import type { Diagnostics } from '../../contract/reports.ts'
import { priorGiven } from '../../model/composition/prior-given.ts'
import type { Random } from '../../model/random.ts'
import { createSimulator } from '../../model/simulate/simulator.ts'
import type { Mixture } from '../mixture.ts'
import { createProblem } from '../problem.ts'
import type { Estimator } from './estimator.ts'
import { proposalOfPrior } from './proposal-of-prior.ts'
import { translatedProposal, type Under } from './translated-proposal.ts'

/** The sampler's start, in the coordinates of the problem on the grid. */
export interface Start {
  by: Diagnostics['start']
  /** The network's own posterior; without one, the start. */
  said: Mixture
  proposal: Mixture
}

/**
 * The initial proposal: the network's, polished where the observable can; the network's mapped to the parameters of
 * another prior; or, without a usable network, one found by search.
 * @param trace data on the prior's grid
 */
export function startOf(
  { network, translated, learnedFrom }: Estimator,
  under: Under,
  trace: Float32Array,
  random: Random,
): Start {
  const { prior, problem } = under
  const [learned] = network?.condition(trace, 1) ?? []
  if (learned && !(translated && learnedFrom)) {
    return { by: 'network', said: learned, proposal: problem.polish?.(learned, random) ?? learned }
  }
  if (learned && learnedFrom) {
    const given = priorGiven(learnedFrom, trace)
    const ofLearned = createProblem(given, createSimulator(given.forward), trace)
    const told = translatedProposal(learned, { prior: given, problem: ofLearned }, under, random)
    if (told) {
      const proposal = problem.polish?.(told.start, random) ?? told.start
      return { by: 'translated', said: told.said, proposal }
    }
  }
  const found = problem.search(random) ?? proposalOfPrior(prior, problem, random)
  return { by: 'search', said: found, proposal: found }
}
