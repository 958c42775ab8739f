import { type FigureChoice, journalOf, usualChoice } from './figure-files.ts'
import { preferences } from './preferences.svelte.ts'

/** The last figure options; initially the defaults, and without a journal that no longer exists. */
export function rememberedChoice(): FigureChoice {
  const kept = preferences.current?.figures ?? usualChoice
  return journalOf(kept) ? kept : { ...kept, journal: '' }
}

/** Saves them with the other preferences. */
export function rememberChoice(choice: FigureChoice): void {
  void preferences.change({ figures: choice })
}
