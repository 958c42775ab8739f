import { client } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import { recordingWorks } from './recording-works.svelte.ts'
import type { Conditioning, TraceFeatures, Window } from './types.ts'

/** What features are computed from. */
export interface Measured {
  id: string
  sweep: number
  conditioning: Conditioning
  /** Null: the whole sweep. */
  window: Window | null
  /** The user's stimulus; undefined: the recording's, null: none. */
  stimulus: Window | null | undefined
}

/** Debounce of requests while typing. */
const restMs = 120

/** The features of the open recording. The last result of the same sweep is shown until the next one arrives. */
class Features {
  found = $state.raw<TraceFeatures | null>(null)
  failure = $state<string | null>(null)
  stretch = $state<'sweep' | 'window'>('sweep')
  #of = ''

  stimulusOf(recordingId: string): Window | null | undefined {
    return recordingWorks.of(recordingId).stimulus
  }

  /** @param stimulus undefined: resets to the recording's */
  setStimulus(recordingId: string, stimulus: Window | null | undefined): void {
    recordingWorks.change(recordingId, { stimulus })
  }

  setStretch(stretch: 'sweep' | 'window'): void {
    this.stretch = stretch
  }

  /** Requests the features. Returns a function that cancels the request. */
  follow(measured: Measured): () => void {
    const of = `${measured.id}/${measured.sweep}`
    const another = of !== this.#of
    if (another) {
      this.found = null
      this.failure = null
    }
    this.#of = of
    const stop = new AbortController()
    const timer = setTimeout(() => this.#ask(measured, stop.signal), another ? 0 : restMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }

  async #ask({ id, sweep, conditioning, window, stimulus }: Measured, signal: AbortSignal): Promise<void> {
    try {
      const found = await client.recordings.features(
        {
          id,
          sweep,
          conditioning: conditioning.map((step) => ({ ...step })),
          ...(window && { window: { ...window } }),
          ...(stimulus !== undefined && { stimulus: stimulus && { ...stimulus } }),
        },
        { signal },
      )
      if (signal.aborted) return
      this.found = found
      this.failure = null
    } catch (error) {
      if (!signal.aborted) this.failure = messageOf(error)
    }
  }
}

export const features = new Features()
