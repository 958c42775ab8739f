import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import type { ModelEntry } from './types.ts'

/** The models of the library, and which one is used for estimates. */
class Models {
  all = $state.raw<ModelEntry[]>([])
  loaded = $state(false)
  #id = $state<string | null>(null)

  current = $derived(
    this.all.find((m) => m.id === this.#id) ?? this.all.find((m) => m.isDefault) ?? this.all[0] ?? null,
  )

  async load(): Promise<void> {
    try {
      this.all = await client.models.list()
    } catch (error) {
      notices.fail('The models were not read', error)
    }
    this.loaded = true
  }

  choose(id: string): void {
    this.#id = id
  }
}

export const models = new Models()
