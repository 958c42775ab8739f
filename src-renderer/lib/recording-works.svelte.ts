import type { RecordingWork } from '../../src-main/contract/work.ts'
import { client } from './link.ts'
import { workKeeper } from './work-keeper.ts'

const untouched: RecordingWork = {
  sweep: 0,
  window: null,
  conditioning: [],
  conditioningBefore: [],
  rescaling: {},
}

/** Choices for each recording that are not estimated yet. Saved with the recording when they change. */
class RecordingWorks {
  #works = $state.raw<Readonly<Record<string, RecordingWork>>>({})
  /** Those that were loaded, or failed to. */
  #read = $state.raw<ReadonlySet<string>>(new Set())
  /** Choices made before loading. */
  readonly #early = new Map<string, Partial<RecordingWork>>()
  readonly #reading = new Map<string, Promise<void>>()

  of(id: string | undefined): RecordingWork {
    return (id !== undefined && this.#works[id]) || untouched
  }

  /** Whether the choices returned by `of` are loaded. */
  isRead(id: string): boolean {
    return this.#read.has(id)
  }

  /** Loads earlier choices; once. */
  read(id: string): Promise<void> {
    const reading = this.#reading.get(id) ?? this.#ask(id)
    this.#reading.set(id, reading)
    return reading
  }

  change(id: string, part: Partial<RecordingWork>): void {
    this.#works = { ...this.#works, [id]: { ...this.of(id), ...part } }
    if (this.#read.has(id)) workKeeper.recording(id, $state.snapshot(this.of(id)))
    else {
      this.#early.set(id, { ...this.#early.get(id), ...part })
      void this.read(id)
    }
  }

  /** Resets the sweep, the window and whatever depends on how the file is read. */
  readAnew(id: string): void {
    const { modelId, prior } = this.of(id)
    this.#works = { ...this.#works, [id]: untouched }
    this.change(id, { ...(modelId && { modelId }), ...(prior !== undefined && { prior }) })
  }

  async #ask(id: string): Promise<void> {
    let kept: RecordingWork | null = null
    try {
      await workKeeper.ready()
      kept = await client.work.recording({ id })
    } catch {
      // The recording no longer exists, or the library is unreachable, which is reported elsewhere.
    }
    const early = this.#early.get(id)
    this.#early.delete(id)
    this.#works = { ...this.#works, [id]: { ...untouched, ...kept, ...early } }
    this.#read = new Set([...this.#read, id])
    if (early) workKeeper.recording(id, $state.snapshot(this.of(id)))
  }
}

export const recordingWorks = new RecordingWorks()
