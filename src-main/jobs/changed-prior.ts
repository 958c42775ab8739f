import type { PriorChange, PriorFile } from '../contract/priors.ts'
import { changePrior } from '../model/composition/change-prior.ts'

/**
 * The prior that replaces the model’s: the given one, or the model's own with the requested changes.
 * @returns undefined where the model's own applies
 * @throws NagumoError PRIOR_INVALID where the change is invalid
 */
export function changedPrior(
  own: PriorFile,
  given: PriorFile | undefined,
  change: PriorChange,
): PriorFile | undefined {
  const { free = [], widen = {} } = change
  return free.length + Object.keys(widen).length === 0 ? given : changePrior(given ?? own, change)
}
