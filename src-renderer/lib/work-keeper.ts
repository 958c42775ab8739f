import { NagumoError } from '../../src-main/contract/errors.ts'
import type {
  BatchDraft,
  GroupsDraft,
  Place,
  RecordingWork,
  TrainingDraft,
} from '../../src-main/contract/work.ts'
import { unkeptKey } from './carried.ts'
import { client, whenMoving } from './link.ts'
import { notices } from './notices.svelte.ts'

/** Debounce of saving choices and input. */
const restMs = 400
const title = 'Your choices are not saved'

interface Unkept {
  recordings: Record<string, RecordingWork>
  training?: TrainingDraft
  batch?: BatchDraft
  groups?: GroupsDraft
  place?: Place
}

/** Saves unfinished work in the library: shortly after each change, and immediately when the page unloads. */
class WorkKeeper {
  #unkept: Unkept = { recordings: {} }
  #timer: ReturnType<typeof setTimeout> | undefined
  #sending: Promise<void> = Promise.resolve()
  #before: Promise<void> | null = null

  /** Unsaved work of the previous page; all reading waits for it. */
  ready(): Promise<void> {
    this.#before ??= this.#sendStored()
    return this.#before
  }

  recording(id: string, work: RecordingWork): void {
    this.#unkept.recordings[id] = work
    this.#later()
  }

  training(draft: TrainingDraft): void {
    this.#unkept.training = draft
    this.#later()
  }

  batch(draft: BatchDraft): void {
    this.#unkept.batch = draft
    this.#later()
  }

  groups(draft: GroupsDraft): void {
    this.#unkept.groups = draft
    this.#later()
  }

  place(place: Place): void {
    this.#unkept.place = place
    this.#later()
  }

  /** Sends all unsaved work. What can't be saved is retried with the next change. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#sending = this.#sending.then(() => this.#send())
    return this.#sending
  }

  /** For the next page, where there is no time to wait. */
  leave(): void {
    if (!this.#isEmpty()) sessionStorage.setItem(unkeptKey, JSON.stringify(this.#unkept))
    clearTimeout(this.#timer)
    // All at once: no answer to the first comes to a page that is gone.
    for (const send of this.#parts()) void send()
  }

  /**
   * Unsaved work for the next page, at another address, as JSON; this page then no longer has it. Null where all is
   * saved.
   */
  pack(): string | null {
    const packed = this.#isEmpty() ? null : JSON.stringify(this.#unkept)
    this.forget()
    return packed
  }

  /** Unsaved work belongs to another project from now on. */
  forget(): void {
    clearTimeout(this.#timer)
    this.#unkept = { recordings: {} }
  }

  #later(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), restMs)
  }

  #isEmpty(): boolean {
    const { recordings, training, batch, groups, place } = this.#unkept
    return !training && !batch && !groups && !place && Object.keys(recordings).length === 0
  }

  async #sendStored(): Promise<void> {
    const stored = sessionStorage.getItem(unkeptKey)
    if (stored === null) return
    sessionStorage.removeItem(unkeptKey)
    // The workbench validates it.
    this.#unkept = JSON.parse(stored) as Unkept
    await this.flush()
  }

  async #send(): Promise<void> {
    for (const send of this.#parts()) await send()
  }

  /** Each sends one unsaved part. */
  #parts(): (() => Promise<void>)[] {
    const unkept = this.#unkept
    const { recordings, training, batch, groups, place } = unkept
    const ofRecordings = Object.entries(recordings).map(([id, work]) => async () => {
      const done = await this.#try(() => client.work.keepRecording({ id, work }))
      if (done && unkept.recordings[id] === work) delete unkept.recordings[id]
    })
    const part = <Name extends Exclude<keyof Unkept, 'recordings'>>(
      name: Name,
      sent: Unkept[Name],
      keep: (sent: NonNullable<Unkept[Name]>) => Promise<void>,
    ) =>
      sent
        ? [
            async () => {
              if ((await this.#try(() => keep(sent))) && unkept[name] === sent) delete unkept[name]
            },
          ]
        : []
    return [
      ...ofRecordings,
      ...part('training', training, (draft) => client.work.keepTraining(draft)),
      ...part('batch', batch, (draft) => client.work.keepBatch(draft)),
      ...part('groups', groups, (draft) => client.work.keepGroups(draft)),
      ...part('place', place, (at) => client.work.keepPlace(at)),
    ]
  }

  /** @returns whether it is finished, saved or not */
  async #try(call: () => Promise<void>): Promise<boolean> {
    try {
      await call()
      this.#told = false
      notices.clear(title)
      return true
    } catch (error) {
      // A deleted recording has nothing to save.
      if (error instanceof NagumoError && error.code === 'NOT_FOUND') return true
      if (!this.#told) notices.failToRead(title, error)
      this.#told = true
      return false
    }
  }
  /** A failure to save is reported once. */
  #told = false
}

export const workKeeper = new WorkKeeper()
whenMoving(() => workKeeper.pack())
