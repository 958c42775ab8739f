import { type FigureChoice, journalOf, usualChoice } from './figure-files.ts'
import { preferences } from './preferences.svelte.ts'

/** How figures were written the last time; the usual choice before that, and no journal where there is no such one any more. */
export function rememberedChoice(): FigureChoice {
  const kept = preferences.current?.figures ?? usualChoice
  return journalOf(kept) ? kept : { ...kept, journal: '' }
}

/** Has it kept, with what else a person wants of the window. */
export function rememberChoice(choice: FigureChoice): void {
  void preferences.change({ figures: choice })
}
