/** The new list, reusing previous objects that are equal, so that their views need no update. */
export function sameWhereEqual<T extends { id: string }>(before: readonly T[], now: readonly T[]): T[] {
  const known = new Map(before.map((one) => [one.id, one]))
  return now.map((one) => {
    const other = known.get(one.id)
    return other && JSON.stringify(other) === JSON.stringify(one) ? other : one
  })
}
