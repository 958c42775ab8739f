/** IDs of Excel's built-in date and time formats. */
const ownDates: readonly [from: number, to: number][] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
]
const day = 86_400
/** Days from Excel's epoch (1900 or 1904) to 1970. */
const epoch = { 1900: 25_569, 1904: 24_107 }

/** Whether a format shows a date or a time of day. @param code of custom formats */
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
 * Formats an Excel day number as a time: “12:34:56.789000000”, with a date if there is one. Unchanged if it is not a
 * time.
 */
export function timeText(stored: string, from1904: boolean): string {
  const days = Number(stored)
  if (!Number.isFinite(days) || days < 0 || stored.trim() === '') return stored
  const isDated = days >= 1
  // Double precision resolves about 1e-11 days for a time of day, and a few µs with a date.
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
