import type { Damaged } from '../../src-main/contract/common.ts'
import { nameOf } from '../../src-main/contract/find-reports.ts'
import type { Notes, NotesChange } from '../../src-main/contract/notes.ts'
import type { ReportFormat } from '../../src-main/contract/report-formats.ts'
import { noNotes, withChange } from '../../src-main/contract/written.ts'
import { DamagedEntries } from './damaged.svelte.ts'
import { saveBlob } from './download.ts'
import { messageOf, notices } from './notices.svelte.ts'
import { sameWhereEqual } from './same-where-equal.ts'

/** Fields that the list of saved results needs of each row. */
interface Line {
  id: string
  createdAt: string
  recordingName: string
  /** Its notes. */
  notes?: Notes | undefined
  /** Why it could not be saved. */
  notKept?: string | undefined
}

/** One kind of saved results: its workbench API and its names in sentences. */
export interface KeptKind<Document, Entry> {
  list(): Promise<Entry[]>
  damaged(): Promise<Damaged[]>
  get(id: string, signal: AbortSignal): Promise<Document>
  export(id: string, as: ReportFormat): Promise<File>
  keep(id: string): Promise<void>
  /** @returns all current notes */
  annotate(id: string, notes: NotesChange): Promise<Notes>
  remove(id: string): Promise<void>
  restore(id: string): Promise<unknown>
  entryOf(document: Document): Entry
  /** “report”, with its article, and its plural. */
  words: { one: string; the: string; many: string }
}

/** The kind selected last: the list shows all kinds, and one result is open. */
class Front {
  kind = $state('report')
}
export const front = new Front()

/** Saved results of one kind, newest first, and the open one. */
export class Kept<Document extends { id: string }, Entry extends Line> {
  all = $state.raw<Entry[]>([])
  /** Damaged entries. */
  readonly damaged: DamagedEntries
  loaded = $state(false)
  open = $state.raw<Document | null>(null)
  failure = $state<string | null>(null)
  #id = $state<string | null>(null)
  readonly #kind: KeptKind<Document, Entry>
  /** Unsaved changes of notes. */
  readonly #unsent = new Map<string, NotesChange>()

  /** The requested result that does not exist (any more). */
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
      // The open result stays open, whatever was added before it.
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

  /** Fetches a result to show it. Returns a function that cancels the request. */
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
        // This request may have found it to be damaged.
        void this.damaged.load().catch(() => undefined)
      },
    )
    return () => stop.abort()
  }

  /** Why a result is not saved; null where it is. */
  notKept(id: string): string | null {
    return this.all.find((one) => one.id === id)?.notKept ?? null
  }

  /** Tries again to save a result. */
  async keep(id: string): Promise<void> {
    try {
      await this.#kind.keep(id)
      this.#setNotKept(id, undefined)
      notices.say(`${this.#kind.words.the} is saved`)
    } catch (error) {
      this.#setNotKept(id, messageOf(error))
      notices.say(`${this.#kind.words.the} is still not saved`)
    }
  }

  #setNotKept(id: string, notKept: string | undefined): void {
    this.all = this.all.map((one) => (one.id === id ? { ...one, notKept } : one))
  }

  /** Changes the notes of a result. Unsaved changes are shown all the same, and sent with the next attempt. */
  async annotate(id: string, by: NotesChange = {}): Promise<void> {
    const change = { ...this.#unsent.get(id), ...by }
    const title = `The notes on the ${this.#kind.words.one} are not saved`
    this.#unsent.set(id, change)
    this.#setNotes(id, (before) => withChange(before, change))
    try {
      const notes = await this.#kind.annotate(id, change)
      // Unless more was typed meanwhile, which is being sent.
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

  /** Text being typed takes precedence over what was read meanwhile. */
  #withUnsent(one: Entry): Entry {
    const change = this.#unsent.get(one.id)
    return change ? { ...one, notes: withChange(one.notes ?? noNotes, change) } : one
  }

  /** A row of the list; notes of an existing one with its id are retained. */
  #lineOf(document: Document, notKept?: string): Entry {
    const notes = this.all.find((one) => one.id === document.id)?.notes
    return {
      ...this.#kind.entryOf(document),
      ...(notes && { notes }),
      ...(notKept !== undefined && { notKept }),
    }
  }

  /**
   * Adds a result that has just been computed to the list.
   * @param notKept why it could not be saved, where that failed
   * @param show false where the user is viewing another one
   */
  add(document: Document, notKept?: string, show = true): void {
    const entry = this.#lineOf(document, notKept)
    this.#id ??= this.current?.id ?? null
    this.all = [entry, ...this.all.filter((one) => one.id !== document.id)]
    if (!show) return
    this.open = document
    this.choose(document.id)
  }

  /** Replaces the result with the same id. @param notKept why it could not be saved, where that failed */
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
