import { applyPrior, whyNotApplied } from '../../src-main/inference/apply-prior.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { models } from './models.svelte.ts'
import { recordingWorks } from './recording-works.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import type { PriorFile } from './types.ts'

/** A prior that estimates apply instead of the model's; null for the model's own. */
class AppliedPrior {
  #last = $state.raw<PriorFile | null>(null)
  #kept = $derived(recordingWorks.of(recordings.current?.id).prior)

  /** For the open recording; where none was chosen for it, the one used for the others. */
  chosen = $derived<PriorFile | null>(this.#kept === undefined ? this.#last : this.#kept)

  /** Why it can't be applied to the current model; empty where it can. */
  reasons = $derived.by<string[]>(() => {
    if (!this.chosen || !models.current) return []
    return whyNotApplied(createPrior(models.current.prior), createPrior(this.chosen))
  })

  /** How far the model's network is usable under it. */
  how = $derived.by<string>(() => {
    if (!this.chosen || !models.current) return 'The model’s prior'
    if (this.reasons.length > 0) return `It can’t be applied with this model: ${this.reasons.join('; ')}.`
    switch (applyPrior(createPrior(models.current.prior), createPrior(this.chosen)).use) {
      case 'weights':
        return 'It lies within the network’s training prior, and is applied by reweighting'
      case 'translated':
        return 'The network was trained on another prior: sampling starts from its proposal'
      default:
        return 'The network can’t take such data as input: sampling uses the exact likelihood without it'
    }
  })

  choose(prior: PriorFile | null): void {
    this.#last = prior
    if (recordings.current) recordingWorks.change(recordings.current.id, { prior })
  }
}

export const appliedPrior = new AppliedPrior()
