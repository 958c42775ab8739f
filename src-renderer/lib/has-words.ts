/** Whether a text has every word of a search, in any order and either case; a search without words finds all. */
export function hasWords(text: string, search: string): boolean {
  const within = text.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => within.includes(word))
}
