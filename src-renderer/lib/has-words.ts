/** Whether a text contains every word of a search, in any order, ignoring case; an empty search matches all. */
export function hasWords(text: string, search: string): boolean {
  const within = text.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => within.includes(word))
}
