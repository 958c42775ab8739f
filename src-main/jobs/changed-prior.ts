import type { PriorChange, PriorFile } from '../contract/priors.ts'
import { changePrior } from '../model/composition/change-prior.ts'

/**
 * The prior to apply in place of the model’s: the one that was given, or the model's own, changed as was asked for.
 * @returns undefined where the model's own is to stay
 * @throws NagumoError PRIOR_INVALID where it can't be
 */
export function changedPrior(
  own: PriorFile,
  given: PriorFile | undefined,
  change: PriorChange,
): PriorFile | undefined {
  const { free = [], widen = {} } = change
  return free.length + Object.keys(widen).length === 0 ? given : changePrior(given ?? own, change)
}
