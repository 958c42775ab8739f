import type { Damaged } from '../../src-main/contract/common.ts'
import { notices } from './notices.svelte.ts'

/** The workbench's API for damaged entries of one kind, and their name. */
export interface DamagedKind {
  list(): Promise<Damaged[]>
  remove(id: string): Promise<void>
  /** Where a removal can be undone. */
  restore?(id: string): Promise<unknown>
  /** recording, report */
  word: string
}

/** Damaged entries of one kind. Removed only by the user. */
export class DamagedEntries {
  all = $state.raw<Damaged[]>([])
  readonly #kind: DamagedKind

  constructor(kind: DamagedKind) {
    this.#kind = kind
  }

  /** @throws the workbench's error */
  async load(): Promise<void> {
    this.all = await this.#kind.list()
  }

  async remove(id: string): Promise<void> {
    const { restore, word } = this.#kind
    const title = `${id} was not removed`
    notices.clear(title)
    try {
      await this.#kind.remove(id)
      await this.load()
    } catch (error) {
      notices.fail(title, error)
      return
    }
    const done = `The damaged ${word} ${id} was removed.`
    if (!restore) notices.say(done)
    else
      notices.offerUndo(done, async () => {
        // It is still damaged, as the response states.
        await restore(id).catch(() => undefined)
        await this.load()
      })
  }
}
