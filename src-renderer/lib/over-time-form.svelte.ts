import { appliedPrior } from './applied-prior.svelte.ts'
import { estimate } from './estimate.svelte.ts'
import { client } from './link.ts'
import { models } from './models.svelte.ts'
import { messageOf } from './notices.svelte.ts'
import { screens } from './screens.svelte.ts'
import type { SeriesPlan } from './types.ts'

/** What is asked for; what is null is proposed. */
export interface OverTimeOptions {
  windowLength: number | null
  step: number | null
  /** Only within the window that was chosen for an estimate. */
  withinWindow: boolean
}

export type OverTimeRequest = NonNullable<OverTimeForm['request']>

/** Typing asks often; the workbench is asked once the hand rests. */
const restMs = 200

/** What is asked for of estimates over time, and how the sweep would be cut for it. */
class OverTimeForm {
  options = $state<OverTimeOptions>({ windowLength: null, step: null, withinWindow: false })
  plan = $state.raw<SeriesPlan | null>(null)
  failure = $state<string | null>(null)
  /** Seconds a window took, by model. */
  #pace = $state<{ modelId: string; seconds: number } | null>(null)

  request = $derived.by(() => {
    const { subject } = estimate
    if (!subject) return null
    const { recordingId, sweep, modelId, conditioning, rescaling, window } = subject
    const { windowLength, step, withinWindow } = this.options
    return {
      recordingId,
      sweep,
      modelId,
      // Values as they are, without Svelte's proxies: they cross to another process.
      conditioning: conditioning.map((one) => ({ ...one })),
      ...(rescaling && { rescaling: { ...rescaling } }),
      ...(appliedPrior.chosen && { prior: appliedPrior.chosen }),
      ...(withinWindow && window && { from: window.from, to: window.to }),
      ...(windowLength !== null && { windowLength }),
      ...(step !== null && { step }),
    }
  })

  /** About how long the planned windows take; null where none was measured with this model. */
  secondsExpected = $derived.by(() => {
    if (!this.plan || !models.current) return null
    const { id } = models.current
    const one =
      this.#pace?.modelId === id
        ? this.#pace.seconds
        : estimate.report?.model.id === id
          ? estimate.report.timing.total
          : null
    return one === null ? null : one * this.plan.windows.length
  })

  /** Shows the form with everything proposed. */
  ask(): void {
    estimate.front = 'form'
    this.options = { windowLength: null, step: null, withinWindow: false }
    this.plan = null
    screens.show('estimate')
  }

  /** Asks how the sweep would be cut. Returns what stops the question. */
  follow(request: OverTimeRequest): () => void {
    const stop = new AbortController()
    const timer = setTimeout(
      async () => {
        try {
          const plan = await client.estimates.overTimePlan(request, { signal: stop.signal })
          if (stop.signal.aborted) return
          this.plan = plan
          this.failure = null
        } catch (error) {
          if (stop.signal.aborted) return
          this.plan = null
          this.failure = messageOf(error)
        }
      },
      this.plan ? restMs : 0,
    )
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }

  /** Keeps how long a window took with a model. */
  measured(modelId: string, seconds: number): void {
    this.#pace = { modelId, seconds }
  }
}

export const overTimeForm = new OverTimeForm()
