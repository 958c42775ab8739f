/** Maximum length of a prior file's name. */
const longestName = 80

/** A prior's name with its change appended, where the result is short enough. */
export function calledWith(name: string, what: string): string {
  const called = `${name}, ${what}`
  return called.length <= longestName ? called : name
}
