const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * The local date of a timestamp: “29 Nov 2026”, unambiguous, and in the language of all texts. Files and the command
 * line use ISO 8601.
 * @param iso ISO 8601
 */
export function dayText(iso: string): string {
  const at = new Date(iso)
  return `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}`
}

/** Local date and time of a timestamp: “29 Nov 2026, 14:05”. @param iso ISO 8601 */
export function whenText(iso: string): string {
  const at = new Date(iso)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${dayText(iso)}, ${two(at.getHours())}:${two(at.getMinutes())}`
}
