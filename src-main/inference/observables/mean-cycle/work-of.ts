import type { Prior } from '../../../model/composition/prior.ts'
import { priorGiven } from '../../../model/composition/prior-given.ts'
import { createSimulator } from '../../../model/simulate/simulator.ts'
import { levelsOf } from '../../../signal/mean-cycle/cycle-data.ts'
import { createTarget } from '../../target.ts'
import { inCombinations } from './combined-coordinates.ts'
import type { PosteriorWork } from './posterior-work.ts'

/** The posterior of a mean cycle in the coordinates of its combinations. */
export function workOf(prior: Prior, observed: Float32Array): PosteriorWork {
  const given = inCombinations(priorGiven(prior, observed), levelsOf(observed))
  const simulator = createSimulator(given.forward)
  return { prior: given, simulator, target: createTarget(given, simulator, observed), observed }
}
