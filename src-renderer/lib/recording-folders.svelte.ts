import { inFolderOrder } from './folder-rows.ts'
import { client } from './link.ts'
import { notices } from './notices.svelte.ts'

const closedKey = 'nagumo-closed-folders'

/** Folders of recordings, and which are collapsed in the lists. */
class RecordingFolders {
  #of = $state.raw<Readonly<Record<string, string>>>({})
  #closed = $state.raw<ReadonlySet<string>>(rememberedClosed())
  /** The recordings for which a new folder is being named, or the folder being renamed; null where neither. */
  asking = $state.raw<{ ids: readonly string[]; rename: string | null } | null>(null)

  readonly names = $derived(inFolderOrder(Object.values(this.#of)))

  async load(): Promise<void> {
    this.#of = await client.recordings.folders()
  }

  /** Empty where a recording is in none. */
  of(id: string): string {
    return this.#of[id] ?? ''
  }

  /** Known before the list is reloaded: a file was opened into a folder. */
  learn(id: string, folder: string): void {
    if (folder) this.#of = { ...this.#of, [id]: folder }
  }

  isOpen(folder: string): boolean {
    return !this.#closed.has(folder)
  }

  toggle(folder: string): void {
    const closed = new Set(this.#closed)
    if (!closed.delete(folder)) closed.add(folder)
    this.#closed = closed
    try {
      localStorage.setItem(closedKey, JSON.stringify([...closed]))
    } catch {
      // Without storage, all are expanded next time.
    }
  }

  /** Recordings that are in a folder. */
  idsIn(folder: string): string[] {
    return Object.keys(this.#of).filter((id) => this.#of[id] === folder)
  }

  /**
   * Moves recordings, and offers Undo.
   * @param folder empty: out of any folder
   * @param what the beginning of a sentence: “cell7.csv was”, “12 recordings were”
   */
  async move(ids: readonly string[], folder: string, what: string): Promise<void> {
    const before = new Map<string, string[]>()
    for (const id of ids.filter((one) => this.of(one) !== folder)) {
      before.set(this.of(id), [...(before.get(this.of(id)) ?? []), id])
    }
    const moved = [...before.values()].flat()
    if (moved.length === 0) return
    if (!(await this.#put(moved, folder))) return
    notices.offerUndo(
      folder ? `${what} moved to “${folder}”.` : `${what} moved out of folders.`,
      async () => {
        for (const [earlier, own] of before) await this.#put(own, earlier)
      },
    )
  }

  /** @returns whether it succeeded; a failure is reported */
  async #put(ids: readonly string[], folder: string): Promise<boolean> {
    const title = 'Not moved'
    notices.clear(title)
    try {
      await client.recordings.move({ ids: [...ids], folder })
      const now = { ...this.#of }
      for (const id of ids) {
        if (folder) now[id] = folder
        else delete now[id]
      }
      this.#of = now
      return true
    } catch (error) {
      notices.fail(title, error)
      // Some may have been moved.
      await this.load().catch(() => undefined)
      return false
    }
  }
}

function rememberedClosed(): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(closedKey) ?? '[]')
    return new Set(Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [])
  } catch {
    return new Set()
  }
}

export const recordingFolders = new RecordingFolders()
