/** How far the title of an axis may extend beyond either end of it, px. */
const beyond = 4

/**
 * The title of a vertical axis, shortened where it is longer than the axis: by words, then by letters, the unit last.
 * @param pixels length of the axis
 * @param measure width of axis text, px
 */
export function fittingTitle(title: string, pixels: number, measure: (text: string) => number): string {
  const fits = (text: string): boolean => measure(text) <= pixels + 2 * beyond
  if (fits(title)) return title
  const comma = title.lastIndexOf(', ')
  const [quantity, unit] = comma < 0 ? [title, ''] : [title.slice(0, comma), title.slice(comma)]
  const words = quantity.split(' ')
  const letters = [...words[0]]
  const shorter = [
    ...words.slice(1).map((_, k) => words.slice(0, words.length - 1 - k).join(' ')),
    ...letters.slice(1).map((_, k) => letters.slice(0, letters.length - 1 - k).join('')),
  ].map((start) => `${start}…${unit}`)
  return [...shorter, unit.slice(2)].find(fits) ?? ''
}
