const time = String.raw`(\d{1,3}):(\d{2})(?::(\d{2}))?(?:[.,:](\d{1,12}))?\s*([ap]\.?m\.?)?`
const clock = new RegExp(`^${time}$`, 'i')
/** Time of day, optionally after a date; the UTC offset is ignored, being constant. */
const dated = new RegExp(
  String.raw`^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})[T ,]\s*${time}\s*(?:Z|[+-]\d{2}:?\d{2})?$`,
  'i',
)
const date = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}$/

const day = 86_400

/**
 * Parses a time of day (12:34:56.789, 34:56.789, 1:02:03 pm), optionally after a date, to seconds; NaN if it is none.
 * Days count only for ISO dates (2024-05-01); the order of others is unknown, so only their time of day is used.
 */
export function readClock(cell: string): number {
  // Few cells have a colon, and regular expressions are slow.
  if (!cell.includes(':')) return Number.NaN
  const text = unquoted(cell)
  const bare = clock.exec(text)
  if (bare) return secondsOf(bare, 1)
  const full = dated.exec(text)
  if (!full) return Number.NaN
  const yearFirst = full[1].length === 4
  const days = yearFirst ? Date.UTC(+full[1], +full[2] - 1, +full[3]) / 1000 : 0
  return days + secondsOf(full, 4)
}

function secondsOf(match: RegExpExecArray, at: number): number {
  const [first, second, third, fraction, half] = match.slice(at, at + 5)
  const part = fraction ? Number(`0.${fraction}`) : 0
  // “34:56.789” is minutes and seconds, “12:34” hours and minutes.
  if (third === undefined) return fraction ? 60 * +first + +second + part : 3600 * +first + 60 * +second
  if (+second > 59 || +third > 60) return Number.NaN
  const hours = half ? (+first % 12) + (/^p/i.test(half) ? 12 : 0) : +first
  return 3600 * hours + 60 * +second + +third + part
}

/** Whether a cell is a date without a time. */
export function isDate(cell: string): boolean {
  return date.test(unquoted(cell))
}

/** Number of decimals of the seconds, as written. */
export function clockDecimals(cell: string): number {
  const text = unquoted(cell)
  const match = clock.exec(text)
  return (match ? match[4] : dated.exec(text)?.[7])?.length ?? 0
}

/** Unwraps times of day at midnight, in place, so that they keep rising. */
export function pastMidnight(seconds: Float64Array): void {
  let added = 0
  for (let i = 1, before = seconds[0]; i < seconds.length; i++) {
    const now = seconds[i]
    if (now < before - day / 2) added += day
    before = now
    seconds[i] = now + added
  }
}

/** Formats seconds since midnight as “12:34:56.789”. */
export function clockText(seconds: number): string {
  const inDay = ((seconds % day) + day) % day
  return new Date(Math.round(inDay * 1000)).toISOString().slice(11, 23).replace('.000', '')
}

function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
}
