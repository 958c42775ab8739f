import { isAboutData } from '../../src-main/contract/errors.ts'
import { gapsIn } from '../../src-main/contract/missing.ts'
import { client } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import type { Conditioning, ObservationPreview, Rescaling, TraceView, Window } from './types.ts'

/** Which window of which recording, after which conditioning, for which model. */
export interface Subject {
  recordingId: string
  sweep: number
  modelId: string
  conditioning: Conditioning
  window: Window | null
  rescaling: Rescaling | null
}

/** Debounce of requests while typing and dragging. */
const restMs = 120

/**
 * Preview of the model input of the open recording. The last result of the same sweep is shown until the next one
 * arrives.
 */
class Observation {
  preview = $state.raw<ObservationPreview | null>(null)
  failure = $state<string | null>(null)
  /** Whether the error concerns the data, so that an estimate would be refused too. */
  refused = $state(false)
  /**
   * Spikes of the recording in the previewed window, ms on its clock; resampling may make them too narrow to detect.
   */
  #spikes = $state.raw<number[]>([])
  /** Recording and sweep of the preview. */
  #of = ''

  /** Requests the preview of a subject. Returns a function that cancels the request. */
  follow(subject: Subject): () => void {
    const of = `${subject.recordingId}/${subject.sweep}`
    const another = of !== this.#of
    if (another) {
      this.preview = null
      this.#settle(null)
    }
    this.#of = of
    const stop = new AbortController()
    const timer = setTimeout(() => this.#ask(subject, stop.signal), another ? 0 : restMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }

  /** Spikes in the previewed window, ms on the recording's clock. */
  get spikes(): readonly number[] {
    return this.#spikes
  }

  /**
   * The previewed trace in model units, with the recording's spikes; null where the model input is no trace.
   * @param clock the recording's or the model's time, ms
   */
  trace(clock: 'recording' | 'model'): TraceView | null {
    if (!this.preview || this.preview.cycles || this.preview.refusal) return null
    const { t, d, window, rescaling } = this.preview
    const recorded = clock === 'recording'
    const times = recorded ? t.map((x) => window.from + x * rescaling.timeScale) : t
    return {
      t: times,
      v: d,
      gaps: gapsIn(times, d),
      complete: true,
      spikes: recorded ? this.#spikes : this.#spikes.map((x) => (x - window.from) / rescaling.timeScale),
    }
  }

  clear(): void {
    this.preview = null
    this.#settle(null)
    this.#of = ''
  }

  async #ask(subject: Subject, signal: AbortSignal): Promise<void> {
    try {
      const preview = await client.recordings.observation(requestOf(subject), { signal })
      const { id, sweep, conditioning } = requestOf(subject)
      const part = await client.recordings.view(
        { id, sweep, conditioning, ...preview.window, points: 16 },
        { signal },
      )
      if (signal.aborted) return
      this.preview = preview
      this.#spikes = part.spikes
      this.#settle(null)
    } catch (error) {
      if (signal.aborted) return
      this.#settle(error)
      // The last preview is of another window.
      if (this.refused) this.preview = null
    }
  }

  #settle(error: unknown): void {
    this.failure = error === null ? null : messageOf(error)
    this.refused = isAboutData(error)
  }
}

export const observation = new Observation()

/** A subject in the API's form: unset choices are omitted. */
export function requestOf({ recordingId, sweep, modelId, conditioning, window, rescaling }: Subject): {
  id: string
  sweep: number
  modelId: string
  conditioning: Conditioning
  window?: Window
  rescaling?: Rescaling
} {
  return {
    id: recordingId,
    sweep,
    modelId,
    // Plain values without Svelte's proxies: they are sent to another process.
    conditioning: conditioning.map((step) => ({ ...step })),
    ...(window && { window: { ...window } }),
    ...(rescaling && { rescaling: { ...rescaling } }),
  }
}
