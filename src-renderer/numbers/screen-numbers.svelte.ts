import type { Preferences } from '../../src-main/contract/system.ts'
import { localText } from './local-text.ts'
import { isInName } from './names.ts'
import { isAsWritten, type NumberFormat, numberFormat, systemLanguages } from './number-format.ts'

/** The current number format. Effects and templates that read it rerun when it changes. */
class ScreenNumbers {
  #choice: Preferences['numbers'] = 'system'
  format = $state.raw<NumberFormat>(numberFormat('system', systemLanguages()))
  /** Whether texts are displayed unchanged. */
  readonly asWritten = $derived(isAsWritten(this.format))

  choose(choice: Preferences['numbers']): void {
    this.#choice = choice
    this.format = numberFormat(choice, systemLanguages())
  }

  /** The system's language changed. */
  again(): void {
    this.choose(this.#choice)
  }

  /** A text of the program in the user's format. */
  text(written: string): string {
    return this.asWritten ? written : localText(written, this.format, isInName)
  }

  /** The text of a number field: as typed, or in the user's format where the program wrote it. */
  field(text: string): string {
    return /^[+−-]?\d+\.\d+(e[+−-]?\d+)?$/i.test(text) ? text.replace('.', this.format.decimal) : text
  }

  /** The same for a count: 1,000,000. */
  count(text: string): string {
    return /^\d{1,3}(,\d{3})+$/.test(text) ? this.format.grouped(text.replaceAll(',', '')) : text
  }
}

export const screenNumbers = new ScreenNumbers()
