import { batchDraft } from './batch-draft.svelte.ts'
import { groups } from './groups.svelte.ts'
import { client } from './link.ts'
import { trainingDraft } from './training-draft.svelte.ts'
import { workKeeper } from './work-keeper.ts'

interface Form<Draft> {
  /** The form itself. */
  draft: { readonly written: Draft; take(draft: Draft): void }
  read: () => Promise<Draft | null>
  keep: (draft: Draft) => void
}

/** What is being written on a form, as it was before this page was there, and kept from then on. */
class WrittenDraft<Draft> {
  #kept = $state.raw<string | null>(null)
  readonly #form: Form<Draft>

  constructor(form: Form<Draft>) {
    this.#form = form
  }

  /** Takes over what was kept, unless something was written here meanwhile. */
  async read(): Promise<void> {
    const { draft, read } = this.#form
    const before = JSON.stringify(draft.written)
    try {
      await workKeeper.ready()
      const kept = await read()
      if (kept && before === JSON.stringify(draft.written)) draft.take(kept)
    } catch {
      // Of a model that this program does not know; or the library can't be reached, which is told elsewhere.
    }
    this.#kept = JSON.stringify(draft.written)
  }

  /** Has it kept where it has changed; to be called whenever it may have. */
  follow(): void {
    const text = JSON.stringify(this.#form.draft.written)
    if (this.#kept === null || text === this.#kept) return
    this.#kept = text
    this.#form.keep(JSON.parse(text))
  }
}

/** The training and the batch that are being written, and the conditions that are to be compared. */
export const writtenDrafts = [
  new WrittenDraft({
    draft: trainingDraft,
    read: () => client.work.training(),
    keep: (draft) => workKeeper.training(draft),
  }),
  new WrittenDraft({
    draft: batchDraft,
    read: () => client.work.batch(),
    keep: (draft) => workKeeper.batch(draft),
  }),
  new WrittenDraft({
    draft: groups,
    read: () => client.work.groups(),
    keep: (draft) => workKeeper.groups(draft),
  }),
] as const
