import { NagumoError } from '../../src-main/contract/errors.ts'
import { type ScreenId, screens } from './screens.svelte.ts'

/** Something that did not work, shown until it is dismissed. */
export interface Failure {
  id: number
  title: string
  text: string
  /** What may be done about it. */
  offer?: { text: string; run: () => void } | undefined
  /** The screen it came from; null where it is of all of them. */
  screen: ScreenId | null
}

/** More are not kept: the oldest go. */
const mostFailures = 50

/** What a person may be told outside the screens: failures, what can be undone, and words for a screen reader. */
class Notices {
  failures = $state<Failure[]>([])
  undoable = $state<{ text: string; undo: () => Promise<void> } | null>(null)
  /** Read out politely. */
  said = $state('')
  #next = 1
  /** Those that the screen in view shows. */
  inView = $derived(this.failures.filter(({ screen }) => screen === null || screen === screens.current))

  /**
   * @param title what did not happen: “cell07.csv was not opened”
   * @param screen the one it came from: that which is in view, unless it was work that goes on elsewhere
   */
  fail(
    title: string,
    error: unknown,
    offer?: Failure['offer'],
    screen: Failure['screen'] = screens.current,
  ): void {
    const text = messageOf(error)
    if (this.failures.some((f) => f.title === title && f.text === text)) return
    this.failures = [...this.failures, { id: this.#next++, title, text, offer, screen }].slice(-mostFailures)
  }

  /** Whether something failed on a screen that is not in view. */
  failedOn(id: ScreenId): boolean {
    return id !== screens.current && this.failures.some(({ screen }) => screen === id)
  }

  /**
   * A list that could not be read. A library that can’t be reached is told once for all of them (LibraryBanner.svelte).
   * @returns whether the list may be shown as it is, empty where nothing was read before
   */
  failToRead(title: string, error: unknown): boolean {
    if (error instanceof NagumoError && error.code === 'LIBRARY_UNREACHABLE') return false
    this.fail(title, error, undefined, null)
    return true
  }

  dismiss(id: number): void {
    this.failures = this.failures.filter((f) => f.id !== id)
  }

  /** All that the screen in view shows. */
  dismissAll(): void {
    const { inView } = this
    this.failures = this.failures.filter((f) => !inView.includes(f))
  }

  dismissLast(): void {
    const last = this.inView.at(-1)
    if (last) this.dismiss(last.id)
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
