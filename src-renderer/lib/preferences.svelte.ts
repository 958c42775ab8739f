import type { FigureChoice } from '../../src-main/contract/figure-files.ts'
import type { Preferences } from '../../src-main/contract/system.ts'
import { readUncertaintyDigits, usualUncertaintyDigits } from '../../src-main/contract/uncertainty-digits.ts'
import { screenNumbers } from '../numbers/screen-numbers.svelte.ts'
import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import { applyTheme } from './theme.ts'

/** Some of the preferences; figure options can't be unset. */
type Changed = Partial<Omit<Preferences, 'figures'> & { figures: FigureChoice }>

/** User preferences; defaults until loaded. */
class PreferencesInView {
  /** Null until loaded. */
  current = $state.raw<Preferences | null>(null)

  async load(): Promise<void> {
    try {
      this.#take(await client.system.preferences())
    } catch (error) {
      notices.failToRead('The settings were not read', error)
    }
  }

  /** They apply immediately; failure to save is reported. */
  async change(by: Changed): Promise<void> {
    if (this.current) this.#take({ ...this.current, ...by })
    try {
      this.#take(await client.system.changePreferences(by))
    } catch (error) {
      notices.fail('The settings were not saved', error)
    }
  }

  #take(next: Preferences): void {
    if (next.theme !== (this.current?.theme ?? 'system')) applyTheme(next.theme)
    if (next.numbers !== (this.current?.numbers ?? 'system')) screenNumbers.choose(next.numbers)
    this.current = next
  }
}

export const preferences = new PreferencesInView()
readUncertaintyDigits(() => preferences.current?.uncertaintyDigits ?? usualUncertaintyDigits)
