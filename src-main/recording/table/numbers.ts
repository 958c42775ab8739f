export type DecimalMark = '.' | ','

/**
 * Parses a cell as a number, NaN if it is none. Strict: only a decimal number with an optional exponent; no hexadecimal
 * digits, no infinities; thousands separators only if unambiguous.
 * @param grouped whether the other mark separates thousands throughout (“65,123” is 65123)
 */
export function readNumber(cell: string, decimal: DecimalMark, grouped = false): number {
  let text = cell
  if (decimal === ',') {
    if (cell.includes('.')) return readUnusual(cell, decimal, grouped)
    text = cell.replace(',', '.')
  }
  const x = +text
  // +'' and +'  ' are 0; +'0x1f' is 31.
  if (x === 0 ? text.trim() === '' : !(x > 0 || x < 0)) return readUnusual(cell, decimal, grouped)
  if (x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY) return Number.NaN
  return hasRadix(text) ? Number.NaN : x
}

function hasRadix(cell: string): boolean {
  // Besides e and E, only these letters can follow a leading 0 in a number that + accepts.
  const letter = cell.trimStart().charCodeAt(1) | 32
  return letter === 120 || letter === 98 || letter === 111
}

/** Unicode minus signs, Fortran exponents (1.0D-03), quoted numbers and thousands separators. */
function readUnusual(cell: string, decimal: DecimalMark, grouped: boolean): number {
  const text = cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
    .replaceAll('\u2212', '-')
  const other = decimal === '.' ? ',' : '.'
  const plain = thousands(text, decimal, other, grouped)
    ? text.replace(/[^\d+.,-]/g, '').replaceAll(other, '')
    : text.replace(/[dD]/, 'e')
  if (plain.includes(other)) return Number.NaN
  const number = plain.replace(decimal, '.')
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(number) ? finite(Number(number)) : Number.NaN
}

/** “1,234.5” where the decimal mark is a point; “1'234”; not “1,234”, which is a decimal number elsewhere. */
function thousands(text: string, decimal: DecimalMark, other: string, grouped: boolean): boolean {
  if (!/^[+-]?\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$/.test(text)) return false
  if (text.includes(other)) return grouped || text.lastIndexOf(decimal) > text.lastIndexOf(other)
  return /['’ \u00a0\u202f]/.test(text)
}

function finite(x: number): number {
  return Number.isFinite(x) ? x : Number.NaN
}

/** Whether a cell is a missing value: empty, NaN, n/a, a dash, a word for out of range. */
export function isMissing(cell: string): boolean {
  const text = cell.trim().replace(/^"(.*)"$/, '$1')
  if (outOfRange.test(text.trim())) return true
  return text.trim() === '' || /^([+-]?nan|#?n\/?a|null|none|missing|[-\u2013\u2014*?.]{1,3})$/i.test(text)
}

/** Words that devices write for out-of-range values. */
const outOfRange =
  /^(?:over|ovr|ovld|overload(?:ed)?|over[ _-]?flow|over[ _-]?range|under|under[ _-]?flow|under[ _-]?range|out of range|sat(?:urated)?|clip(?:ped)?|ol|[+-]ol|error|err|invalid|#div\/0!|#num!|#value!|[+-]?1\.#(?:ind|qnan|inf).*|\*{4,})$/i

/** Whether a cell holds a word for an out-of-range or invalid value. */
export function isOutOfRange(cell: string): boolean {
  return outOfRange.test(unquoted(cell))
}

function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
}

/** A hint about a non-numeric cell; empty if there is none. */
export function whyNoNumber(cell: string, decimal: DecimalMark): string {
  const text = cell.trim()
  if (text === '') return ''
  if (isMissing(text)) return 'a missing value'
  if (/^[+-]?inf(inity)?$/i.test(text)) return 'not a finite number'
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(text)) return 'a date'
  if (/^\d{1,2}:\d{2}/.test(text)) return 'a time of day'
  if (/^[+-]?\d{1,3}([.,'\u00a0\u202f ]\d{3})+([.,]\d+)?$/.test(text)) return 'a thousands separator?'
  const other = decimal === '.' ? ',' : '.'
  if (/^[+-]?\d+[.,]\d+$/.test(text) && text.includes(other)) {
    return `elsewhere the decimal mark is “${decimal}”`
  }
  if (/^[+-]?[\d.,]+\s*[a-zµμ]{1,3}$/i.test(text)) return 'units belong in the header'
  return ''
}

/** Number of significant digits as written, without leading zeros; 0 if it is not a number. */
export function significantDigits(cell: string): number {
  const match = /^[+-]?([\d.,]*)(?:[eEdD][+-]?\d+)?$/.exec(cell.trim().replace(/^"|"$/g, ''))
  return match ? match[1].replace(/[.,]/g, '').replace(/^0+/, '').length : 0
}

/** Number of decimals as written, which gives the resolution of the cell. */
export function decimalsOf(cell: string, decimal: DecimalMark): number {
  const text = cell.trim().replace(/^"|"$/g, '')
  const match = /^[+-]?\d*(?:([.,])(\d*))?(?:[eEdD]([+-]?\d+))?$/.exec(text)
  if (!match || (match[1] && match[1] !== decimal)) return 0
  return (match[2]?.length ?? 0) - Number(match[3] ?? 0)
}
