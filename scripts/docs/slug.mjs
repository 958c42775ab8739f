// @ts-check

/**
 * Names the headings of one page for addresses, in their order, as code forges do: lower case, words with hyphens,
 * repeated ones numbered. Only ASCII, so that they may stand in an address of the window.
 * @returns {(heading: string) => string}
 */
export function slugger() {
  /** @type {Map<string, number>} */
  const seen = new Map()
  return (heading) => {
    const plain = slug(heading)
    const times = seen.get(plain) ?? 0
    seen.set(plain, times + 1)
    return times === 0 ? plain : `${plain}-${times}`
  }
}

/** @param {string} heading @returns {string} */
export function slug(heading) {
  const words = heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 _-]/g, '')
    .trim()
    .replaceAll(/[ _]/g, '-')
  return words.slice(0, 70).replaceAll(/^-+|-+$/g, '') || 'section'
}
