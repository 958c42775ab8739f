import { connection } from './connection.svelte.ts'
import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import type { LibraryStatus } from './types.ts'

const lookMs = 20_000

/** State of the library on disk: problems, notices, contents of its trash. */
class Library {
  status = $state.raw<LibraryStatus | null>(null)
  /** Whether its dialog is open. */
  open = $state(false)
  emptying = $state(false)
  #dismissed = $state.raw<ReadonlySet<number>>(new Set())

  problem = $derived(this.status?.problem ?? null)
  notices = $derived(this.status?.notices.filter(({ id }) => !this.#dismissed.has(id)) ?? [])

  /** @returns whether it became reachable after having been unreachable */
  async load(): Promise<boolean> {
    const before = this.problem
    try {
      this.status = await client.library.status()
    } catch {
      // A lost connection to the workbench is reported elsewhere.
      return false
    }
    return before?.code === 'LIBRARY_UNREACHABLE' && this.problem?.code !== 'LIBRARY_UNREACHABLE'
  }

  /** Polls while the window is visible, since a disk may come and go. Returns a function that stops polling. */
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

  /** Permanently: removed entries can’t be restored afterwards. */
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
