import type { Prior } from '../../../model/composition/prior.ts'
import { priorGiven } from '../../../model/composition/prior-given.ts'
import { createSimulator } from '../../../model/simulate/simulator.ts'
import { levelsOf } from '../../../signal/mean-cycle/cycle-data.ts'
import type { PosteriorWork } from '../../modes/posterior-work.ts'
import { createTarget } from '../../target.ts'
import { inCombinations } from './combined-coordinates.ts'
import type { Straightening } from './straighten.ts'

/**
 * The posterior of a mean cycle in the coordinates of its combinations.
 * @param straightening a shift of one coordinate, once it is fitted
 */
export function workOf(
  prior: Prior,
  observed: Float32Array,
  straightening: () => Straightening | null = () => null,
): PosteriorWork {
  const given = inCombinations(priorGiven(prior, observed), levelsOf(observed), straightening)
  const simulator = createSimulator(given.forward)
  return { prior: given, simulator, target: createTarget(given, simulator, observed), observed }
}
