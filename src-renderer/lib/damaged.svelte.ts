import type { Damaged } from '../../src-main/contract/common.ts'
import { notices } from './notices.svelte.ts'

/** How the workbench answers for what is damaged of one kind, and what it is called. */
export interface DamagedKind {
  list(): Promise<Damaged[]>
  remove(id: string): Promise<void>
  /** Where a removal can be taken back. */
  restore?(id: string): Promise<unknown>
  /** recording, report */
  word: string
}

/** What is there of one kind and can't be used. It is removed only where a person says so. */
export class DamagedEntries {
  all = $state.raw<Damaged[]>([])
  readonly #kind: DamagedKind

  constructor(kind: DamagedKind) {
    this.#kind = kind
  }

  /** @throws what the workbench says */
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
        // It is as damaged as it was, which the answer says.
        await restore(id).catch(() => undefined)
        await this.load()
      })
  }
}
