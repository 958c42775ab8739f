import { fixed } from '../../src-main/contract/numbers.ts'
import { whole } from '../../src-main/contract/report-words.ts'
import { screenNumbers } from '../numbers/screen-numbers.svelte.ts'

export { whole }

/** “1 recording”, “1,200 recordings”. */
export function countText(count: number, one: string): string {
  return `${whole(count)} ${one}${count === 1 ? '' : 's'}`
}

/** Three significant digits, without an exponent between 0.001 and a million. */
export function short(x: number): string {
  if (x === 0 || !Number.isFinite(x)) return Number.isFinite(x) ? '0' : '–'
  const size = Math.abs(x)
  if (size >= 1e6 || size < 1e-3) return x.toExponential(1).replace(/-/g, '−').replace('e+', 'e')
  return fixed(x, Math.max(0, 2 - Math.floor(Math.log10(size))))
}

/** A number for a text field: up to six significant digits, no trailing zeros. */
export function plain(x: number): string {
  return String(Number(x.toPrecision(6))).replace('-', '−')
}

/**
 * Parses a typed number: decimal point or comma, a hyphen or a true minus, surrounding spaces.
 * @returns null where it is not a finite number
 */
export function parseNumber(text: string): number | null {
  const t = text.trim().replace('−', '-').replace(',', '.')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(t)) return null
  const x = Number(t)
  return Number.isFinite(x) ? x : null
}

/** Why a number is not an integer between two bounds; null where it is. */
export function wholeBetween(x: number, least: number, most: number): string | null {
  return Number.isInteger(x) && x >= least && x <= most
    ? null
    : `A whole number from ${whole(least)} to ${whole(most)}.`
}

/** The same for a count, whose thousands may be set apart: 1,000,000 · 1 000 000 · 1e6; 1.000.000 where the comma is decimal. */
export function parseCount(text: string): number | null {
  const t = text.trim()
  const apart =
    screenNumbers.format.decimal === ',' ? /^\d{1,3}([.,\s’']\d{3})+$/u : /^\d{1,3}([,\s’']\d{3})+$/u
  return parseNumber(apart.test(t) ? t.replace(/\D/g, '') : t)
}
