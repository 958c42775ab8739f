/** A possible reading of a number in a header, with its explanation. */
export interface NumberReading {
  value: number
  because: string
}

/** Numbers in headers: either decimal mark; thousands separated by commas, points, spaces or apostrophes. */
export const headerNumber = String.raw`([+-]?(?:\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3})(?:\2\d{3})*(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?|[.,]\d+)(?:e[+-]?\d+)?)`

/**
 * Possible readings of a number. “20,000” is 20000 with a thousands separator and 20 with a decimal comma; “0,050” and
 * “2.5” have one reading.
 * @param separated whether commas separate cells on its line, so that what follows a comma may be another cell
 */
export function numberReadings(text: string, separated: boolean): NumberReading[] {
  const digits = text.replaceAll(/['’ \u00a0\u202f](?=\d{3})/g, '')
  const decimal = Number(digits.replace(',', '.'))
  const mark = /[.,]/.exec(digits)?.[0]
  const first = separated && mark === ',' ? digits.slice(0, digits.indexOf(',')) : null
  const groups = /^[+-]?([1-9]\d{0,2})((?:[.,]\d{3})+)$/.exec(digits)
  if (!mark || !groups || !sameMark(groups[2])) {
    const mixed = /^[+-]?\d{1,3}((?:[.,]\d{3})+)([.,]\d+)$/.exec(digits)
    // “20,000.0”: the last mark is the decimal one.
    if (mixed && sameMark(mixed[1]) && mixed[1][0] !== mixed[2][0]) {
      const whole = digits.slice(0, -mixed[2].length).replaceAll(mixed[1][0], '')
      return [{ value: Number(`${whole}.${mixed[2].slice(1)}`), because: '' }]
    }
    if (first) return [{ value: Number(first), because: '' }]
    return Number.isNaN(decimal) ? [] : [{ value: decimal, because: '' }]
  }
  const word = mark === ',' ? 'comma' : 'point'
  const whole = Number(digits.replaceAll(mark, ''))
  const readings = [{ value: whole, because: `the ${word} separates thousands` }]
  if (groups[2].length === 4) readings.push({ value: decimal, because: `a decimal ${word}` })
  if (first) readings.push({ value: Number(first), because: 'the comma separates cells' })
  return readings
}

function sameMark(groups: string): boolean {
  return new Set(groups.match(/[.,]/g)).size === 1
}
