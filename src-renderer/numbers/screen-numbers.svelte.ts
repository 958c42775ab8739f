import type { Preferences } from '../../src-main/contract/system.ts'
import { localText } from './local-text.ts'
import { isInName } from './names.ts'
import { isAsWritten, type NumberFormat, numberFormat, systemLanguages } from './number-format.ts'

/** The format of numbers on the screen now. What reads it in an effect or a template runs again when it changes. */
class ScreenNumbers {
  #choice: Preferences['numbers'] = 'system'
  format = $state.raw<NumberFormat>(numberFormat('system', systemLanguages()))
  /** Whether texts are shown as they are written. */
  readonly asWritten = $derived(isAsWritten(this.format))

  choose(choice: Preferences['numbers']): void {
    this.#choice = choice
    this.format = numberFormat(choice, systemLanguages())
  }

  /** The system has another language. */
  again(): void {
    this.choose(this.#choice)
  }

  /** A text of the program as it is shown. */
  text(written: string): string {
    return this.asWritten ? written : localText(written, this.format, isInName)
  }

  /** The text of a field that holds a number: as it was typed, or, where the program wrote it, in the format. */
  field(text: string): string {
    return /^[+−-]?\d+\.\d+(e[+−-]?\d+)?$/i.test(text) ? text.replace('.', this.format.decimal) : text
  }

  /** The same for a count: 1,000,000. */
  count(text: string): string {
    return /^\d{1,3}(,\d{3})+$/.test(text) ? this.format.grouped(text.replaceAll(',', '')) : text
  }
}

export const screenNumbers = new ScreenNumbers()
