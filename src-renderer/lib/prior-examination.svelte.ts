import { client } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import { priorDraft } from './prior-draft.svelte.ts'
import type { PriorExamination, PriorFile } from './types.ts'

/** Debounce of requests while typing. */
const restMs = 200

/** Prior predictive draws of the draft prior. The last result is shown until the next one arrives. */
class Examination {
  result = $state.raw<PriorExamination | null>(null)
  /** The prior that the result is for. */
  of = $state.raw<PriorFile | null>(null)
  failure = $state<string | null>(null)
  /** The last prior with a response, a result or an error. */
  #answered = $state('')

  /** Why this prior must not be used for training, in words; null where it may, or where that is not known yet. */
  refused = $derived.by<string | null>(() => {
    if (this.failure) return this.failure
    const problem = this.result?.problems.find(({ level }) => level === 'refuse')
    return problem ? priorDraft.inWords(problem.text) : null
  })

  /** Whether the result is for this prior. */
  isOf(prior: PriorFile | null): boolean {
    return JSON.stringify(prior) === this.#answered
  }

  /** Requests an examination of a prior. Returns a function that cancels the request. */
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
