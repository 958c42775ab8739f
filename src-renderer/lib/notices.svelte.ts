import { NagumoError } from '../../src-main/contract/errors.ts'
import { type ScreenId, screens } from './screens.svelte.ts'

/** An error, shown until dismissed. */
export interface Failure {
  id: number
  title: string
  text: string
  /** Actions offered with it. */
  offer?: { text: string; run: () => void } | undefined
  /** Its screen; null where it concerns all of them. */
  screen: ScreenId | null
}

/** Maximum number; the oldest are dropped. */
const mostFailures = 50

/** Messages outside the screens: errors, undo, and announcements for screen readers. */
class Notices {
  failures = $state<Failure[]>([])
  undoable = $state<{ text: string; undo: () => Promise<void> } | null>(null)
  /** Announced politely (aria-live). */
  said = $state('')
  #next = 1
  /** Those on the visible screen. */
  inView = $derived(this.failures.filter(({ screen }) => screen === null || screen === screens.current))

  /**
   * Adds an error.
   * @param title what failed: “cell07.csv was not opened”
   * @param screen its screen: the visible one, unless the work continues elsewhere
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

  /** Whether there is an error on a screen that is not visible. */
  failedOn(id: ScreenId): boolean {
    return id !== screens.current && this.failures.some(({ screen }) => screen === id)
  }

  /**
   * Reports that a list could not be read. An unreachable library is reported once for all lists
   * (LibraryBanner.svelte).
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

  /** Dismisses all errors of the visible screen. */
  dismissAll(): void {
    const { inView } = this
    this.failures = this.failures.filter((f) => !inView.includes(f))
  }

  dismissLast(): void {
    const last = this.inView.at(-1)
    if (last) this.dismiss(last.id)
  }

  /** Dismisses errors of an earlier attempt. */
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

/** User-readable message of an error; unexpected errors get plain words. */
export function messageOf(error: unknown): string {
  if (error instanceof NagumoError) return error.message
  return 'An unexpected error occurred. Open work is unchanged; try again.'
}

/** True where a call was aborted by the user. */
export function wasCancelled(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted || (error instanceof NagumoError && error.code === 'CANCELLED')
}
