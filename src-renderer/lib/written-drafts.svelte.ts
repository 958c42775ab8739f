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

/** The draft on a form: restored from before this page was loaded, and saved from then on. */
class WrittenDraft<Draft> {
  #kept = $state.raw<string | null>(null)
  readonly #form: Form<Draft>

  constructor(form: Form<Draft>) {
    this.#form = form
  }

  /** Restores what was saved, unless something was typed meanwhile. */
  async read(): Promise<void> {
    const { draft, read } = this.#form
    const before = JSON.stringify(draft.written)
    try {
      await workKeeper.ready()
      const kept = await read()
      if (kept && before === JSON.stringify(draft.written)) draft.take(kept)
    } catch {
      // From a model unknown to this program; or the library is unreachable, which is reported elsewhere.
    }
    this.#kept = JSON.stringify(draft.written)
  }

  /** Saves it if changed; to be called whenever it may have. */
  follow(): void {
    const text = JSON.stringify(this.#form.draft.written)
    if (this.#kept === null || text === this.#kept) return
    this.#kept = text
    this.#form.keep(JSON.parse(text))
  }
}

/** The drafts of a training, a batch and a comparison of conditions. */
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
