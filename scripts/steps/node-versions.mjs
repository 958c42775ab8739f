// @ts-check
// The supported versions of Node are defined once, in package.json (engines).

/**
 * Whether a version is in an engines.node range: `^20.19.0 || >=22.12.0`.
 * @param {string} version @param {string} range
 */
export function isWithin(version, range) {
  const has = numbers(version)
  return range.split('||').some((part) => {
    const [, sign, text] = /^\s*(\^|>=)\s*([\d.]+)\s*$/.exec(part) ?? []
    if (!sign) throw new Error(`“${part}” of the supported versions of Node is neither ^1.2.3 nor >=1.2.3`)
    const least = numbers(text)
    return (sign === '>=' || has[0] === least[0]) && compare(has, least) >= 0
  })
}

/** The same in words: “20.19 or a later 20, or 22.12 or newer”. @param {string} range */
export function inWords(range) {
  return range
    .split('||')
    .map((part) => {
      const [major, minor] = numbers(part.replace(/[^\d.]/g, ''))
      return part.includes('^') ? `${major}.${minor} or a later ${major}` : `${major}.${minor} or newer`
    })
    .join(', or ')
}

/** @param {string} version */
const numbers = (version) => [0, 1, 2].map((k) => Number(version.split('.')[k] ?? 0))

/** @param {number[]} a @param {number[]} b */
function compare(a, b) {
  const k = a.findIndex((n, i) => n !== b[i])
  return k < 0 ? 0 : a[k] - b[k]
}
