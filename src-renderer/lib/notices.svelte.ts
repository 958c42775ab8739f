import { NagumoError } from '../../src-main/contract/errors.ts'

/** Something that did not work, shown until it is dismissed. */
export interface Failure {
  id: number
  title: string
  text: string
  /** What may be done about it. */
  offer?: { text: string; run: () => void } | undefined
}

/** What a person may be told outside the screens: failures, what can be undone, and words for a screen reader. */
class Notices {
  failures = $state<Failure[]>([])
  undoable = $state<{ text: string; undo: () => Promise<void> } | null>(null)
  /** Read out politely. */
  said = $state('')
  #next = 1

  /** @param title what did not happen: “cell07.csv was not opened” */
  fail(title: string, error: unknown, offer?: Failure['offer']): void {
    const text = messageOf(error)
    if (this.failures.some((f) => f.title === title && f.text === text)) return
    this.failures = [...this.failures, { id: this.#next++, title, text, offer }].slice(-4)
  }

  /**
   * A list that could not be read. A library that can’t be reached is told once for all of them (LibraryBanner.svelte).
   * @returns whether the list may be shown as it is, empty where nothing was read before
   */
  failToRead(title: string, error: unknown): boolean {
    if (error instanceof NagumoError && error.code === 'LIBRARY_UNREACHABLE') return false
    this.fail(title, error)
    return true
  }

  dismiss(id: number): void {
    this.failures = this.failures.filter((f) => f.id !== id)
  }

  dismissLast(): void {
    this.failures = this.failures.slice(0, -1)
  }

  /** Puts away what was said of an earlier try. */
  clear(title: string): void {
    this.failures = this.failures.filter((f) => f.title !== title)
  }

  say(text: string): void {
    this.said = text
  }

  offerUndo(text: string, undo: () => Promise<void>): void {
    this.undoable = { text, undo }
  }

  async undo(): Promise<void> {
    const offer = this.undoable
    if (!offer) return
    this.undoable = null
    try {
      await offer.undo()
    } catch (error) {
      this.fail('The removal was not undone', error)
    }
  }
}

export const notices = new Notices()

/** The message of a failure, fit for a person; what was not foreseen gets plain words. */
export function messageOf(error: unknown): string {
  if (error instanceof NagumoError) return error.message
  return 'Something went wrong that was not foreseen. What was open is still there; try again.'
}

/** True where a call ended because the person asked for it. */
export function wasCancelled(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted || (error instanceof NagumoError && error.code === 'CANCELLED')
}
