import type { Preferences } from '../../src-main/contract/system.ts'
import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import { applyTheme } from './theme.ts'

/** How a person wants the window; as usual until that is known. */
class PreferencesInView {
  /** Null until they were read. */
  current = $state.raw<Preferences | null>(null)

  async load(): Promise<void> {
    try {
      this.#take(await client.system.preferences())
    } catch (error) {
      notices.failToRead('The settings were not read', error)
    }
  }

  /** They hold at once; what can't be kept is told. */
  async change(by: Partial<Preferences>): Promise<void> {
    if (this.current) this.#take({ ...this.current, ...by })
    try {
      this.#take(await client.system.changePreferences(by))
    } catch (error) {
      notices.fail('The settings were not kept', error)
    }
  }

  #take(next: Preferences): void {
    if (next.theme !== (this.current?.theme ?? 'system')) applyTheme(next.theme)
    this.current = next
  }
}

export const preferences = new PreferencesInView()
