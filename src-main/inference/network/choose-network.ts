import type { TrainingRecipe } from '../../contract/training-recipe.ts'
import type { NetworkOptions } from '../../contract/trainings.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { findNetwork } from './catalogue/find-network.ts'
import { refuseMisfit } from './catalogue/network-fits.ts'
import { createLearner, type Learner } from './learner.ts'

/**
 * The network chosen by options, as a learner for a prior, and its training recipe. Invalid choices are rejected
 * here, before anything is simulated.
 * @throws NagumoError USAGE where there is no such network or it does not read such recordings, PRIOR_INVALID where
 * its layers are too many for the traces
 */
export function chooseNetwork(
  options: NetworkOptions,
  prior: Prior,
): { learner: Learner; recipe: TrainingRecipe } {
  const { spec, recipe } = findNetwork(options.network, options)
  refuseMisfit(options.network, spec, prior.observable)
  return { learner: createLearner(prior, spec), recipe }
}
