import { appliedPrior } from './applied-prior.svelte.ts'
import { estimate } from './estimate.svelte.ts'
import { client } from './link.ts'
import { models } from './models.svelte.ts'
import { messageOf } from './notices.svelte.ts'
import { screens } from './screens.svelte.ts'
import type { SeriesPlan } from './types.ts'

/** The user's input; null values use the proposed ones. */
export interface OverTimeOptions {
  windowLength: number | null
  step: number | null
  /** Only within the window selected for an estimate. */
  withinWindow: boolean
}

export type OverTimeRequest = NonNullable<OverTimeForm['request']>

/** Debounce of requests while typing. */
const restMs = 200
const proposed: OverTimeOptions = { windowLength: null, step: null, withinWindow: false }
/** This tab's input survives a reload. */
const storageKey = 'nagumo-over-time'

/** Form for estimates over time, and the resulting division of the sweep into windows. */
class OverTimeForm {
  options = $state(storedOptions())
  plan = $state.raw<SeriesPlan | null>(null)
  failure = $state<string | null>(null)
  /** Seconds per window, by model. */
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
      // Plain values without Svelte's proxies: they are sent to another process.
      conditioning: conditioning.map((one) => ({ ...one })),
      ...(rescaling && { rescaling: { ...rescaling } }),
      ...(appliedPrior.chosen && { prior: appliedPrior.chosen }),
      ...(withinWindow && window && { from: window.from, to: window.to }),
      ...(windowLength !== null && { windowLength }),
      ...(step !== null && { step }),
    }
  })

  /** Estimated duration of the planned windows; null where none was measured with this model. */
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

  /** Shows the form with the proposed values. */
  ask(): void {
    estimate.front = 'form'
    this.options = { ...proposed }
    this.plan = null
    screens.show('estimate')
  }

  /** Keeps the input for a reload; to be called whenever it may have changed. */
  keep(): void {
    sessionStorage.setItem(storageKey, JSON.stringify(this.options))
  }

  /** Requests the division into windows. Returns a function that cancels the request. */
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

  /** Stores how long a window took with a model. */
  measured(modelId: string, seconds: number): void {
    this.#pace = { modelId, seconds }
  }
}

function storedOptions(): OverTimeOptions {
  const stored = sessionStorage.getItem(storageKey)
  return stored ? (JSON.parse(stored) as OverTimeOptions) : { ...proposed }
}

export const overTimeForm = new OverTimeForm()
