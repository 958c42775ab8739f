import type { Preferences } from '../../src-main/contract/system.ts'

/** How numbers are displayed; in all output of the program they have a decimal point. */
export interface NumberFormat {
  decimal: string
  /** Inserts thousands separators into an integer. @param digits without any separator */
  grouped(digits: string): string
}

/** The format of all texts of the program: 0.642, 1,234. */
export const written: NumberFormat = { decimal: '.', grouped: (digits) => inThrees(digits, ',') }

/** Whether a format leaves them unchanged. */
export function isAsWritten({ decimal, grouped }: NumberFormat): boolean {
  return decimal === '.' && grouped('1234567') === '1,234,567'
}

/**
 * The format that the user chose. “Comma” separates thousands by a thin space, which has no other meaning anywhere.
 * @param languages the system's, the preferred one first; where it uses digits other than 0–9, its separators with
 * these
 */
export function numberFormat(choice: Preferences['numbers'], languages: readonly string[]): NumberFormat {
  if (choice === 'point') return written
  if (choice === 'comma') return { decimal: ',', grouped: (digits) => inThrees(digits, '\u202f') }
  const system = ofLanguages(languages)
  const decimal = system.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.'
  // Switzerland has used two apostrophes; this is the typographic one.
  return { decimal, grouped: (digits) => system.format(BigInt(digits)).replaceAll("'", '’') }
}

/** The browser's languages, from the system; English where there is none. */
export function systemLanguages(): readonly string[] {
  return typeof navigator === 'undefined' ? ['en'] : navigator.languages
}

/** Example of a format: “0,642 · 1.234”. */
export function example({ decimal, grouped }: NumberFormat): string {
  return `0${decimal}642 · ${grouped('1234')}`
}

function ofLanguages(languages: readonly string[]): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat([...languages], { numberingSystem: 'latn' })
  } catch {
    // A language whose name the browser does not know.
    return new Intl.NumberFormat('en', { numberingSystem: 'latn' })
  }
}

function inThrees(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, separator)
}
