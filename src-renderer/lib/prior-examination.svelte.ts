import { client } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import { priorDraft } from './prior-draft.svelte.ts'
import type { PriorExamination, PriorFile } from './types.ts'

/** Typing asks often; the services are asked once the hand rests. */
const restMs = 200

/** What draws of the prior being written look like. While a new answer is on its way the last one stays in view. */
class Examination {
  result = $state.raw<PriorExamination | null>(null)
  /** The prior that the result is of. */
  of = $state.raw<PriorFile | null>(null)
  failure = $state<string | null>(null)
  /** The prior that was answered last, with a result or a failure. */
  #answered = $state('')

  /** Why this prior must not be trained on, in words; null where it may, or where that is not known yet. */
  refused = $derived.by<string | null>(() => {
    if (this.failure) return this.failure
    const problem = this.result?.problems.find(({ level }) => level === 'refuse')
    return problem ? priorDraft.inWords(problem.text) : null
  })

  /** Whether what is known is about this prior. */
  isOf(prior: PriorFile | null): boolean {
    return JSON.stringify(prior) === this.#answered
  }

  /** Asks for a prior. Returns what stops the question. */
  follow(prior: PriorFile): () => void {
    const stop = new AbortController()
    const timer = setTimeout(() => this.#ask(prior, stop.signal), this.result ? restMs : 0)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }

  async #ask(prior: PriorFile, signal: AbortSignal): Promise<void> {
    try {
      const result = await client.trainings.examine({ prior }, { signal })
      if (signal.aborted) return
      this.result = result
      this.of = prior
      this.failure = null
    } catch (error) {
      if (signal.aborted) return
      this.failure = priorDraft.inWords(messageOf(error))
    }
    this.#answered = JSON.stringify(prior)
  }
}

export const examination = new Examination()
