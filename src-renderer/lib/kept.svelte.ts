import type { Damaged } from '../../src-main/contract/common.ts'
import { nameOf } from '../../src-main/contract/find-reports.ts'
import type { Notes, NotesChange } from '../../src-main/contract/notes.ts'
import type { ReportFormat } from '../../src-main/contract/report-formats.ts'
import { noNotes, withChange } from '../../src-main/contract/written.ts'
import { DamagedEntries } from './damaged.svelte.ts'
import { saveBlob } from './download.ts'
import { messageOf, notices } from './notices.svelte.ts'
import { sameWhereEqual } from './same-where-equal.ts'

/** What the list of kept results needs of each line. */
interface Line {
  id: string
  createdAt: string
  recordingName: string
  /** What was written beside it. */
  notes?: Notes | undefined
  /** Why it could not be written to the disk. */
  notKept?: string | undefined
}

/** One kind of kept results, as the workbench answers for it and as it is called in sentences. */
export interface KeptKind<Document, Entry> {
  list(): Promise<Entry[]>
  damaged(): Promise<Damaged[]>
  get(id: string, signal: AbortSignal): Promise<Document>
  export(id: string, as: ReportFormat): Promise<File>
  keep(id: string): Promise<void>
  /** @returns all that is written now */
  annotate(id: string, notes: NotesChange): Promise<Notes>
  remove(id: string): Promise<void>
  restore(id: string): Promise<unknown>
  entryOf(document: Document): Entry
  /** “report”, with its article, and of many. */
  words: { one: string; the: string; many: string }
}

/** Which kind was chosen last: the list shows all of them, and one is open. */
class Front {
  kind = $state('report')
}
export const front = new Front()

/** Kept results of one kind, newest first, and which one is open. */
export class Kept<Document extends { id: string }, Entry extends Line> {
  all = $state.raw<Entry[]>([])
  /** What is there and can't be used. */
  readonly damaged: DamagedEntries
  loaded = $state(false)
  open = $state.raw<Document | null>(null)
  failure = $state<string | null>(null)
  #id = $state<string | null>(null)
  readonly #kind: KeptKind<Document, Entry>
  /** What was changed of notes and is not kept yet. */
  readonly #unsent = new Map<string, NotesChange>()

  /** The one that was asked for and is not there (any more). */
  gone = $derived(
    this.loaded && this.#id !== null && !this.all.some((one) => one.id === this.#id) ? this.#id : null,
  )
  current = $derived<Entry | null>(
    this.#id === null ? (this.all[0] ?? null) : (this.all.find((one) => one.id === this.#id) ?? null),
  )

  constructor(kind: KeptKind<Document, Entry>) {
    this.#kind = kind
    const { remove, restore, words } = kind
    this.damaged = new DamagedEntries({ list: kind.damaged, remove, restore, word: words.one })
  }

  async load(): Promise<void> {
    try {
      const [all] = await Promise.all([this.#kind.list(), this.damaged.load()])
      // What is open stays open, whatever came before it in the list.
      this.#id ??= this.current?.id ?? null
      this.all = sameWhereEqual(
        this.all,
        all.map((one) => this.#withUnsent(one)),
      )
      this.loaded = true
    } catch (error) {
      this.loaded = notices.failToRead(`The ${this.#kind.words.many} were not read`, error)
    }
  }

  /** @param id null: the newest */
  choose(id: string | null): void {
    this.#id = id
    front.kind = this.#kind.words.one
  }

  /** Fetches a result to show it. Returns what stops the question. */
  follow(id: string): () => void {
    if (this.open?.id === id) return () => {}
    const stop = new AbortController()
    this.failure = null
    this.#kind.get(id, stop.signal).then(
      (document) => {
        if (!stop.signal.aborted) this.open = document
      },
      (error) => {
        if (stop.signal.aborted) return
        this.open = null
        this.failure = messageOf(error)
        // What is damaged now may have been found out just now.
        void this.damaged.load().catch(() => undefined)
      },
    )
    return () => stop.abort()
  }

  /** Why a result is not on the disk; null where it is. */
  notKept(id: string): string | null {
    return this.all.find((one) => one.id === id)?.notKept ?? null
  }

  /** Tries once more to have a result written. */
  async keep(id: string): Promise<void> {
    try {
      await this.#kind.keep(id)
      this.#setNotKept(id, undefined)
      notices.say(`${this.#kind.words.the} is kept`)
    } catch (error) {
      this.#setNotKept(id, messageOf(error))
      notices.say(`${this.#kind.words.the} is still not kept`)
    }
  }

  #setNotKept(id: string, notKept: string | undefined): void {
    this.all = this.all.map((one) => (one.id === id ? { ...one, notKept } : one))
  }

  /** Changes what is written beside a result. What can't be kept is shown all the same, and goes with the next try. */
  async annotate(id: string, by: NotesChange = {}): Promise<void> {
    const change = { ...this.#unsent.get(id), ...by }
    const title = `What was written beside the ${this.#kind.words.one} is not kept`
    this.#unsent.set(id, change)
    this.#setNotes(id, (before) => withChange(before, change))
    try {
      const notes = await this.#kind.annotate(id, change)
      // Unless more was written meanwhile, which is on its way.
      if (this.#unsent.get(id) !== change) return
      this.#unsent.delete(id)
      notices.clear(title)
      this.#setNotes(id, () => notes)
    } catch (error) {
      notices.clear(title)
      notices.fail(title, error, { text: 'Try again', run: () => void this.annotate(id) })
    }
  }

  #setNotes(id: string, by: (before: Notes) => Notes): void {
    this.all = this.all.map((one) => (one.id === id ? { ...one, notes: by(one.notes ?? noNotes) } : one))
  }

  /** What is being written stands, whatever was read meanwhile. */
  #withUnsent(one: Entry): Entry {
    const change = this.#unsent.get(one.id)
    return change ? { ...one, notes: withChange(one.notes ?? noNotes, change) } : one
  }

  /** A line of the list; what is written beside an earlier one of its id stays. */
  #lineOf(document: Document, notKept?: string): Entry {
    const notes = this.all.find((one) => one.id === document.id)?.notes
    return {
      ...this.#kind.entryOf(document),
      ...(notes && { notes }),
      ...(notKept !== undefined && { notKept }),
    }
  }

  /**
   * Takes a result that has just been made into the list.
   * @param notKept why it could not be written, where it could not
   * @param show false where a person is looking at another one
   */
  add(document: Document, notKept?: string, show = true): void {
    const entry = this.#lineOf(document, notKept)
    this.#id ??= this.current?.id ?? null
    this.all = [entry, ...this.all.filter((one) => one.id !== document.id)]
    if (!show) return
    this.open = document
    this.choose(document.id)
  }

  /** Puts a result in the place of the one of the same id. @param notKept why it could not be written, where it could not */
  replace(document: Document, notKept?: string): void {
    const entry = this.#lineOf(document, notKept)
    this.all = this.all.map((one) => (one.id === document.id ? entry : one))
    if (this.open?.id === document.id) this.open = document
  }

  async save(id: string, as: ReportFormat): Promise<void> {
    try {
      const file = await this.#kind.export(id, as)
      saveBlob(file.name, file)
    } catch (error) {
      notices.fail(`The ${this.#kind.words.one} was not saved`, error)
    }
  }

  async remove(id: string): Promise<void> {
    const at = this.all.findIndex((one) => one.id === id)
    if (at < 0) return
    const removed = this.all[at]
    try {
      await this.#kind.remove(id)
    } catch (error) {
      notices.fail(`The ${this.#kind.words.one} was not removed`, error)
      return
    }
    const wasOpen = this.current?.id === id
    this.all = this.all.filter((one) => one.id !== id)
    if (wasOpen) this.#id = (this.all[at] ?? this.all[at - 1])?.id ?? null
    notices.offerUndo(`${this.#kind.words.the} of ${nameOf(removed)} was removed.`, async () => {
      await this.#kind.restore(id)
      this.all = [...this.all.slice(0, at), removed, ...this.all.slice(at)]
      this.choose(id)
    })
  }
}
