/** Where a cell stands in the first condition and in the second. */
export type Pair = readonly [number, number]

interface NamedCells {
  cells: readonly { name: string }[]
}

/** The cells that are in both of two conditions, known by their names; of more conditions none. */
export function pairsOf(conditions: readonly NamedCells[]): Pair[] {
  if (conditions.length !== 2) return []
  const [first, second] = conditions
  return first.cells.flatMap(({ name }, i) => {
    const j = second.cells.findIndex((cell) => cell.name === name)
    return j < 0 ? [] : [[i, j] as const]
  })
}
