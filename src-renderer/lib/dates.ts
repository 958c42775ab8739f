const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * The day of a moment by the clock here: “29 Nov 2026”, which nobody reads as another one, in the language of all texts. Files
 * and the command line have ISO 8601. @param iso ISO 8601
 */
export function dayText(iso: string): string {
  const at = new Date(iso)
  return `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}`
}

/** Day and time of day of a moment by the clock here: “29 Nov 2026, 14:05”. @param iso ISO 8601 */
export function whenText(iso: string): string {
  const at = new Date(iso)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${dayText(iso)}, ${two(at.getHours())}:${two(at.getMinutes())}`
}
