/** Names of prior files are no longer. */
const longestName = 80

/** A prior's name with what was changed in it, where there is room for it. */
export function calledWith(name: string, what: string): string {
  const called = `${name}, ${what}`
  return called.length <= longestName ? called : name
}
