/** Formats of Excel's own that show a date or a time of day, by their numbers. */
const ownDates: readonly [from: number, to: number][] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
]
const day = 86_400
/** Days from the start of Excel's count to 1970, and where it counts from 1904. */
const epoch = { 1900: 25_569, 1904: 24_107 }

/** Whether a format shows a date or a time of day. @param code of formats that the file defines */
export function showsTime(id: number, code: string | undefined): boolean {
  if (code === undefined) return ownDates.some(([from, to]) => id >= from && id <= to)
  const bare = code
    .split(';')[0]
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/_./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare)
}

/**
 * A number of days as Excel keeps times, as a text that reads as one: “12:34:56.789000000”, with a date where it has
 * one. Unchanged where it is no time.
 */
export function timeText(stored: string, from1904: boolean): string {
  const days = Number(stored)
  if (!Number.isFinite(days) || days < 0 || stored.trim() === '') return stored
  const isDated = days >= 1
  // A day is some 1e-11 of days apart from the next number, a dated time some microseconds.
  const decimals = isDated ? 6 : 9
  const whole = Math.floor(days)
  const seconds = Number(((days - whole) * day).toFixed(decimals))
  const clock = (left: number): string => {
    const [h, m] = [Math.floor(left / 3600), Math.floor((left % 3600) / 60)]
    const s = (left - 3600 * h - 60 * m).toFixed(decimals)
    return `${two(h)}:${two(m)}:${s.padStart(decimals + 3, '0')}`
  }
  if (!isDated) return clock(seconds)
  const epochDay = whole - epoch[from1904 ? 1904 : 1900] + (seconds >= day ? 1 : 0)
  const date = new Date(epochDay * day * 1000)
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return stored
  return `${date.toISOString().slice(0, 10)} ${clock(seconds >= day ? 0 : seconds)}`
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
