import { findSpikes } from '../../src-main/recording/spikes.ts'
import { client } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import type { ObservationPreview, Rescaling, TraceView, VoltageUnit, Window } from './types.ts'

/** Which piece of which recording, put to which model. */
export interface Subject {
  recordingId: string
  sweep: number
  modelId: string
  window: Window | null
  rescaling: Rescaling | null
}

/** Typing and dragging ask often; the services are asked once the hand rests. */
const restMs = 120

/**
 * How the open recording would be put to the model. While a new answer is on its way the last one of the same
 * sweep stays in view.
 */
class Observation {
  preview = $state.raw<ObservationPreview | null>(null)
  failure = $state<string | null>(null)
  /** Of which recording and sweep the preview is. */
  #of = ''

  /** Asks for the preview of a subject. Returns what stops the question. */
  follow(subject: Subject): () => void {
    const of = `${subject.recordingId}/${subject.sweep}`
    const another = of !== this.#of
    if (another) {
      this.preview = null
      this.failure = null
    }
    this.#of = of
    const stop = new AbortController()
    const timer = setTimeout(() => this.#ask(subject, stop.signal), another ? 0 : restMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }

  clear(): void {
    this.preview = null
    this.failure = null
    this.#of = ''
  }

  async #ask(subject: Subject, signal: AbortSignal): Promise<void> {
    try {
      const preview = await client.recordings.observation(requestOf(subject), { signal })
      if (signal.aborted) return
      this.preview = preview
      this.failure = null
    } catch (error) {
      if (!signal.aborted) this.failure = messageOf(error)
    }
  }
}

export const observation = new Observation()

/**
 * The previewed trace in model units, with its spikes, told by the recording's own unit and time.
 * @param clock whose time: the recording's or the model's, ms
 */
export function previewTrace(
  { t, d, window, rescaling }: ObservationPreview,
  voltageUnit: VoltageUnit,
  clock: 'recording' | 'model',
): TraceView {
  const { offset, gain, timeScale } = rescaling
  const recorded = d.map((u) => offset + gain * u)
  const samplingInterval = (t[1] - t[0]) * timeScale
  const found = findSpikes(recorded, { samplingInterval, start: window.from, voltageUnit })
  const ownTime = clock === 'recording'
  return {
    t: ownTime ? t.map((x) => window.from + x * timeScale) : t,
    v: d,
    complete: true,
    spikes: ownTime ? found : found.map((x) => (x - window.from) / timeScale),
  }
}

/** A subject as the services take it: what was not chosen is left out. */
export function requestOf({ recordingId, sweep, modelId, window, rescaling }: Subject): {
  id: string
  sweep: number
  modelId: string
  window?: Window
  rescaling?: Rescaling
} {
  return {
    id: recordingId,
    sweep,
    modelId,
    ...(window && { window: { ...window } }),
    ...(rescaling && { rescaling: { ...rescaling } }),
  }
}
