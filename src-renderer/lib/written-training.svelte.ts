import { client } from './link.ts'
import { trainingDraft } from './training-draft.svelte.ts'
import { workKeeper } from './work-keeper.ts'

/** The training that is being written, as it was before this page was there, and kept from then on. */
class WrittenTrainingKeeping {
  #kept = $state.raw<string | null>(null)

  /** Takes over what was kept, unless something was written here meanwhile. */
  async read(): Promise<void> {
    const before = JSON.stringify(trainingDraft.written)
    try {
      await workKeeper.ready()
      const kept = await client.work.training()
      if (kept && before === JSON.stringify(trainingDraft.written)) trainingDraft.take(kept)
    } catch {
      // Of a model that this program does not know; or the library can't be reached, which is told elsewhere.
    }
    this.#kept = JSON.stringify(trainingDraft.written)
  }

  /** Has it kept where it has changed; to be called whenever it may have. */
  follow(): void {
    const written = trainingDraft.written
    const text = JSON.stringify(written)
    if (this.#kept === null || text === this.#kept) return
    this.#kept = text
    workKeeper.training(JSON.parse(text))
  }
}

export const writtenTraining = new WrittenTrainingKeeping()
