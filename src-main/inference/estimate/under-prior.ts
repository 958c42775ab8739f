import type { PriorFile } from '../../contract/priors.ts'
import { createPrior } from '../../model/composition/prior.ts'
import { createSimulator } from '../../model/simulate/simulator.ts'
import { applyPrior } from '../apply-prior.ts'
import type { Estimator } from './estimator.ts'

/**
 * The estimator with another prior in place of its own, and how its network is then used.
 * @throws NagumoError as applyPrior
 */
export function underPrior(estimator: Estimator, file: PriorFile): Estimator {
  const { prior: learnedFrom } = estimator
  const { prior, use } = applyPrior(learnedFrom, createPrior(file))
  return {
    ...estimator,
    prior,
    priorChanged: true,
    learnedFrom,
    network: use === 'none' ? null : estimator.network,
    translated: use === 'translated',
    simulator: use === 'weights' ? estimator.simulator : createSimulator(prior.forward),
  }
}
