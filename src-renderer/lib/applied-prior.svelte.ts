import { whyNotWithin } from '../../src-main/inference/apply-prior.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { models } from './models.svelte.ts'
import type { PriorFile } from './types.ts'

/** A prior that estimates apply in place of the model's, by the exact weights; null where it is the model's own. */
class AppliedPrior {
  chosen = $state.raw<PriorFile | null>(null)

  /** Why it can't be applied to the model in use; empty where it can. */
  reasons = $derived.by<string[]>(() => {
    if (!this.chosen || !models.current) return []
    return whyNotWithin(createPrior(models.current.prior), createPrior(this.chosen))
  })

  choose(prior: PriorFile | null): void {
    this.chosen = prior
  }
}

export const appliedPrior = new AppliedPrior()
