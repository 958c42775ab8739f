import { NagumoError } from '../../src-main/contract/errors.ts'
import { recordingEndings } from '../../src-main/contract/recording-format.ts'
import type { RecordingWork } from '../../src-main/contract/work.ts'
import { DamagedEntries } from './damaged.svelte.ts'
import type { FilesInFolders } from './dropped-files.ts'
import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import { recordingFolders } from './recording-folders.svelte.ts'
import { recordingWorks } from './recording-works.svelte.ts'
import { sameWhereEqual } from './same-where-equal.ts'
import type {
  Conditioning,
  ConditioningStep,
  Incoming,
  ReadingChoice,
  Recording,
  Rescaling,
  TimeUnit,
  VoltageUnit,
  Window,
} from './types.ts'

/** How a refused file can be read anyway, if the user wants that. */
function otherReading(error: unknown): { text: string; choice: ReadingChoice } | null {
  if (!(error instanceof NagumoError)) return null
  switch (error.code) {
    case 'TIME_UNEVEN':
      return { text: 'Interpolate at even times', choice: { resample: true } }
    case 'NO_TIME_COLUMN':
      return { text: 'Transpose rows and columns', choice: { transposed: true } }
    default:
      return null
  }
}

/** Name shown while the sample is being opened. */
export const sampleName = 'the sample'

/** The recordings of the library, the open one, and the choices for it. */
class Recordings {
  all = $state.raw<Recording[]>([])
  /** Damaged recordings. */
  readonly damaged = new DamagedEntries({
    list: () => client.recordings.damaged(),
    remove: (id) => client.recordings.remove({ id }),
    restore: (id) => client.recordings.restore({ id }),
    word: 'recording',
  })
  loaded = $state(false)
  /** Names of the files being read. */
  opening = $state<string[]>([])
  #id = $state<string | null>(null)

  /** The requested recording that does not exist (any more). */
  gone = $derived(
    this.loaded && this.#id !== null && !this.all.some((r) => r.id === this.#id) ? this.#id : null,
  )
  current = $derived(
    this.#id === null ? (this.all[0] ?? null) : (this.all.find((r) => r.id === this.#id) ?? null),
  )
  #choice = $derived(recordingWorks.of(this.current?.id))
  sweep = $derived(Math.min(this.#choice.sweep, Math.max(0, (this.current?.sweeps.length ?? 1) - 1)))
  window = $derived(this.#choice.window)
  conditioning = $derived(this.#choice.conditioning)
  /** Whether a change of the conditioning can be undone. */
  canTakeBack = $derived(this.#choice.conditioningBefore.length > 0)
  rescaling = $derived(this.#choice.rescaling[this.sweep] ?? null)

  async load(): Promise<void> {
    try {
      const [all] = await Promise.all([
        client.recordings.list(),
        this.damaged.load(),
        recordingFolders.load(),
      ])
      // The open recording stays open, whatever was added before it.
      this.#id ??= this.current?.id ?? null
      this.all = sameWhereEqual(this.all, all)
      this.loaded = true
    } catch (error) {
      this.loaded = notices.failToRead('The recordings were not read', error)
    }
  }

  /** @param id null: the first one */
  choose(id: string | null): void {
    this.#id = id
  }

  /**
   * Opens files in turn; a failure does not stop the rest. A single one is shown, unless another was chosen while it
   * was read; several do not replace the open one.
   * @param folders the folder of each file that came from one
   */
  async open(
    files: readonly Incoming[],
    choice?: ReadingChoice,
    folders?: ReadonlyMap<Incoming, string>,
  ): Promise<void> {
    this.opening = [...this.opening, ...files.map((f) => f.name)]
    // From here on the recording stays open by id, not as the first of the list.
    this.#id ??= this.current?.id ?? null
    const openBefore = this.#id
    let read = 0
    for (const file of files) {
      const title = `${file.name} was not opened`
      notices.clear(title)
      try {
        const folder = folders?.get(file) ?? ''
        const recording = await this.#import(file, choice, folder)
        recordingFolders.learn(recording.id, folder)
        const shown = this.#id === null || (files.length === 1 && this.#id === openBefore)
        this.#add(recording, shown)
        read++
        if (shown) notices.say(`${file.name} is open`)
      } catch (error) {
        const other = choice ? null : otherReading(error)
        notices.fail(
          title,
          error,
          other ? { text: other.text, run: () => void this.open([file], other.choice, folders) } : undefined,
        )
      }
      const at = this.opening.indexOf(file.name)
      this.opening = this.opening.filter((_, i) => i !== at)
    }
    if (files.length > 1) notices.say(`${read} of ${files.length} files were read`)
  }

  /** Opens the files of folders; reports where none of them may be a recording. */
  async openFolders({ files, folders }: FilesInFolders<Incoming>): Promise<void> {
    if (files.length > 0) return this.open(files, undefined, folders)
    const expected = recordingEndings.map((ending) => `.${ending}`).join(', ')
    const text = `The folder contains no recordings (${expected}). Choose another one.`
    notices.fail('Nothing was opened', new NagumoError('USAGE', text))
  }

  #import(file: Incoming, choice: ReadingChoice | undefined, folder: string): Promise<Recording> {
    const chosen = choice && { choice }
    return 'opened' in file
      ? client.recordings.importOpened({ opened: file.opened, ...chosen })
      : client.recordings.import({ file, ...chosen, ...(folder && { folder }) })
  }

  async openSample(): Promise<void> {
    if (this.opening.includes(sampleName)) return
    this.opening = [...this.opening, sampleName]
    try {
      const first = await client.recordings.sample()
      await this.load()
      this.#id = first.id
      notices.say(`${first.name} is open`)
    } catch (error) {
      notices.fail('The sample was not opened', error)
    }
    this.opening = this.opening.filter((name) => name !== sampleName)
  }

  setSweep(sweep: number): void {
    this.#change({ sweep })
  }

  setWindow(window: Window | null): void {
    this.#change({ window })
  }

  setRescaling(rescaling: Rescaling | null): void {
    const rest = { ...this.#choice.rescaling }
    if (rescaling) rest[this.sweep] = rescaling
    else delete rest[this.sweep]
    this.#change({ rescaling: rest })
  }

  addStep(step: ConditioningStep): void {
    this.#condition([...this.conditioning, step])
  }

  /** Replaces the steps. */
  setConditioning(steps: Conditioning): void {
    this.#condition(steps)
  }

  /** Changes a parameter of a step. */
  changeStep(at: number, step: ConditioningStep): void {
    this.#condition(this.conditioning.map((one, i) => (i === at ? step : one)))
  }

  removeStep(at: number): void {
    this.#condition(this.conditioning.filter((_, i) => i !== at))
  }

  /** Undoes the last change of the conditioning: a step added, changed or removed. */
  takeBack(): void {
    const before = this.#choice.conditioningBefore
    const last = before.at(-1)
    if (last) this.#change({ conditioning: last, conditioningBefore: before.slice(0, -1) })
  }

  #condition(conditioning: Conditioning): void {
    const before = [...this.#choice.conditioningBefore, this.conditioning].slice(-50)
    this.#change({ conditioning, conditioningBefore: before })
  }

  /** Corrects the units; choices made in the old ones are reset. */
  async setUnits(units: { timeUnit?: TimeUnit; voltageUnit?: VoltageUnit }): Promise<void> {
    const recording = this.current
    if (!recording) return
    const title = `The units of ${recording.name} were not changed`
    notices.clear(title)
    try {
      const changed = await client.recordings.setUnits({ id: recording.id, ...units })
      this.all = this.all.map((r) => (r.id === changed.id ? changed : r))
      recordingWorks.readAnew(changed.id)
    } catch (error) {
      notices.fail(title, error)
    }
  }

  /** Reads the file again with one more decision. */
  readAgain(choice: ReadingChoice): Promise<void> {
    return this.#read({ ...this.current?.reading.choice, ...choice })
  }

  /** Reads the file again without the choices taken over from another one. */
  readAsFile(): Promise<void> {
    return this.#read({})
  }

  /** Resets windows and rescalings chosen for another reading. */
  async #read(choice: ReadingChoice): Promise<void> {
    const recording = this.current
    if (!recording) return
    const title = `${recording.name} was not read again`
    notices.clear(title)
    try {
      const changed = await client.recordings.readAgain({ id: recording.id, choice })
      this.all = this.all.map((r) => (r.id === changed.id ? changed : r))
      recordingWorks.readAnew(changed.id)
    } catch (error) {
      notices.fail(title, error)
    }
  }

  async remove(id: string): Promise<void> {
    const at = this.all.findIndex((r) => r.id === id)
    if (at < 0) return
    const removed = this.all[at]
    try {
      await client.recordings.remove({ id })
    } catch (error) {
      notices.fail(`${removed.name} was not removed`, error)
      return
    }
    const wasOpen = this.current?.id === id
    this.all = this.all.filter((r) => r.id !== id)
    if (wasOpen) this.#id = (this.all[at] ?? this.all[at - 1])?.id ?? null
    notices.offerUndo(`${removed.name} was removed.`, async () => {
      const back = await client.recordings.restore({ id })
      this.all = [...this.all.slice(0, at), back, ...this.all.slice(at)]
      this.#id = back.id
    })
  }

  #add(recording: Recording, shown: boolean): void {
    this.all = [recording, ...this.all.filter((r) => r.id !== recording.id)]
    if (shown) this.#id = recording.id
  }

  #change(part: Partial<RecordingWork>): void {
    if (this.current) recordingWorks.change(this.current.id, part)
  }
}

export const recordings = new Recordings()
