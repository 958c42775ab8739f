/** A list as it is now, with the objects of before where they say the same, so that what shows them need not change. */
export function sameWhereEqual<T extends { id: string }>(before: readonly T[], now: readonly T[]): T[] {
  const known = new Map(before.map((one) => [one.id, one]))
  return now.map((one) => {
    const other = known.get(one.id)
    return other && JSON.stringify(other) === JSON.stringify(one) ? other : one
  })
}
