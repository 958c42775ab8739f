import type { Preferences } from '../../src-main/contract/system.ts'

/** How numbers are written on the screen; in everything that leaves the program they have a decimal point. */
export interface NumberFormat {
  decimal: string
  /** Sets the thousands of a whole number apart. @param digits without any separator */
  grouped(digits: string): string
}

/** As all texts of the program are written: 0.642, 1,234. */
export const written: NumberFormat = { decimal: '.', grouped: (digits) => inThrees(digits, ',') }

/** Whether a format changes nothing of them. */
export function isAsWritten({ decimal, grouped }: NumberFormat): boolean {
  return decimal === '.' && grouped('1234567') === '1,234,567'
}

/**
 * The format that a person chose. “Comma” sets thousands apart by a thin space, which stands for nothing else anywhere.
 * @param languages the system's, the preferred one first; where it writes other digits than 0–9, its marks beside these
 */
export function numberFormat(choice: Preferences['numbers'], languages: readonly string[]): NumberFormat {
  if (choice === 'point') return written
  if (choice === 'comma') return { decimal: ',', grouped: (digits) => inThrees(digits, '\u202f') }
  const system = ofLanguages(languages)
  const decimal = system.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.'
  // Of two apostrophes that Switzerland has had, the typographic one.
  return { decimal, grouped: (digits) => system.format(BigInt(digits)).replaceAll("'", '’') }
}

/** Of the browser, which has them of the system; English where there is none. */
export function systemLanguages(): readonly string[] {
  return typeof navigator === 'undefined' ? ['en'] : navigator.languages
}

/** What it looks like: “0,642 · 1.234”. */
export function example({ decimal, grouped }: NumberFormat): string {
  return `0${decimal}642 · ${grouped('1234')}`
}

function ofLanguages(languages: readonly string[]): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat([...languages], { numberingSystem: 'latn' })
  } catch {
    // A language that the browser does not know the name of.
    return new Intl.NumberFormat('en', { numberingSystem: 'latn' })
  }
}

function inThrees(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, separator)
}
