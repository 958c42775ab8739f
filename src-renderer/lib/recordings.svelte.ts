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

/** How a file that was refused can be read all the same, if a person wants that. */
function otherReading(error: unknown): { text: string; choice: ReadingChoice } | null {
  if (!(error instanceof NagumoError)) return null
  switch (error.code) {
    case 'TIME_UNEVEN':
      return { text: 'Interpolate at even times', choice: { resample: true } }
    case 'NO_TIME_COLUMN':
      return { text: 'Turn rows into columns', choice: { transposed: true } }
    default:
      return null
  }
}

/** What is said to be read while the sample is opened. */
export const sampleName = 'the sample'

/** The recordings of the library, which one is open, and what was chosen for it. */
class Recordings {
  all = $state.raw<Recording[]>([])
  /** What is there and can't be used. */
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

  /** The one that was asked for and is not there (any more). */
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
  /** Whether something was done to the conditioning that can be taken back. */
  canTakeBack = $derived(this.#choice.conditioningBefore.length > 0)
  rescaling = $derived(this.#choice.rescaling[this.sweep] ?? null)

  async load(): Promise<void> {
    try {
      const [all] = await Promise.all([
        client.recordings.list(),
        this.damaged.load(),
        recordingFolders.load(),
      ])
      // What is open stays open, whatever came before it in the list.
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
   * Opens files one after the other; one that fails does not hold up the rest. A single one is shown, unless something
   * else was chosen while it was read; of several none takes the place of what is open.
   * @param folders the folder that a file was in, of those that come with one
   */
  async open(
    files: readonly Incoming[],
    choice?: ReadingChoice,
    folders?: ReadonlyMap<Incoming, string>,
  ): Promise<void> {
    this.opening = [...this.opening, ...files.map((f) => f.name)]
    // What is open is it by name from here on, not for being the first of the list.
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

  /** Opens the files of folders; says so where none of them may be a recording. */
  async openFolders({ files, folders }: FilesInFolders<Incoming>): Promise<void> {
    if (files.length > 0) return this.open(files, undefined, folders)
    const expected = recordingEndings.map((ending) => `.${ending}`).join(', ')
    const text = `In the folder there is no file that may be a recording (${expected}). Choose another one.`
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

  /** These steps in place of those that there are. */
  setConditioning(steps: Conditioning): void {
    this.#condition(steps)
  }

  /** Another parameter of a step. */
  changeStep(at: number, step: ConditioningStep): void {
    this.#condition(this.conditioning.map((one, i) => (i === at ? step : one)))
  }

  removeStep(at: number): void {
    this.#condition(this.conditioning.filter((_, i) => i !== at))
  }

  /** Takes the last change of the conditioning back: a step that was added, changed or removed. */
  takeBack(): void {
    const before = this.#choice.conditioningBefore
    const last = before.at(-1)
    if (last) this.#change({ conditioning: last, conditioningBefore: before.slice(0, -1) })
  }

  #condition(conditioning: Conditioning): void {
    const before = [...this.#choice.conditioningBefore, this.conditioning].slice(-50)
    this.#change({ conditioning, conditioningBefore: before })
  }

  /** Corrects the units; what was chosen in the old ones no longer holds. */
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

  /** Reads the file again with one more thing decided. */
  readAgain(choice: ReadingChoice): Promise<void> {
    return this.#read({ ...this.current?.reading.choice, ...choice })
  }

  /** Reads the file again by itself, without what was taken over from another. */
  readAsFile(): Promise<void> {
    return this.#read({})
  }

  /** Windows and rescalings chosen for another reading no longer hold. */
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
