import { connection } from './connection.svelte.ts'
import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import type { LibraryStatus } from './types.ts'

const lookMs = 20_000

/** How the library on disk stands: what is wrong with it, what is to be known, what lies in its trash. */
class Library {
  status = $state.raw<LibraryStatus | null>(null)
  /** Whether its dialog is open. */
  open = $state(false)
  emptying = $state(false)
  #dismissed = $state.raw<ReadonlySet<number>>(new Set())

  problem = $derived(this.status?.problem ?? null)
  notices = $derived(this.status?.notices.filter(({ id }) => !this.#dismissed.has(id)) ?? [])

  /** @returns whether it can be reached again after it could not */
  async load(): Promise<boolean> {
    const before = this.problem
    try {
      this.status = await client.library.status()
    } catch {
      // The link to the workbench is told elsewhere.
      return false
    }
    return before?.code === 'LIBRARY_UNREACHABLE' && this.problem?.code !== 'LIBRARY_UNREACHABLE'
  }

  /** Looks again and again while the window is in view, since a disk may come and go. Returns how to stop. */
  follow(found: () => void): () => void {
    const look = async () => {
      if (document.visibilityState === 'visible' && connection.status === 'connected') {
        if (await this.load()) found()
      }
    }
    const timer = setInterval(look, lookMs)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }

  dismiss(id: number): void {
    this.#dismissed = new Set([...this.#dismissed, id])
  }

  /** For good: what was removed can’t be taken back any more. */
  async emptyTrash(): Promise<void> {
    const title = 'The trash was not emptied'
    notices.clear(title)
    this.emptying = true
    try {
      this.status = await client.library.emptyTrash()
      notices.undoable = null
      notices.say('The trash is empty')
    } catch (error) {
      notices.fail(title, error)
      this.open = false
    }
    this.emptying = false
  }
}

export const library = new Library()
