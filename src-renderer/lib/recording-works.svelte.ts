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

/** What was chosen for each recording and is not estimated yet. It is kept beside the recording as it changes. */
class RecordingWorks {
  #works = $state.raw<Readonly<Record<string, RecordingWork>>>({})
  /** Those that were read, or could not be. */
  #read = $state.raw<ReadonlySet<string>>(new Set())
  /** What was chosen before it was read. */
  readonly #early = new Map<string, Partial<RecordingWork>>()
  readonly #reading = new Map<string, Promise<void>>()

  of(id: string | undefined): RecordingWork {
    return (id !== undefined && this.#works[id]) || untouched
  }

  /** Whether what `of` says is what was chosen. */
  isRead(id: string): boolean {
    return this.#read.has(id)
  }

  /** Reads what was chosen earlier; once. */
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

  /** Sweep, window and all that depend on how the file is read no longer hold. */
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
      // The recording is not there any more, or the library is not, which is told elsewhere.
    }
    const early = this.#early.get(id)
    this.#early.delete(id)
    this.#works = { ...this.#works, [id]: { ...untouched, ...kept, ...early } }
    this.#read = new Set([...this.#read, id])
    if (early) workKeeper.recording(id, $state.snapshot(this.of(id)))
  }
}

export const recordingWorks = new RecordingWorks()
