/** Indices of a cell in the first and the second condition. */
export type Pair = readonly [number, number]

interface NamedCells {
  cells: readonly { name: string }[]
}

/** Cells in both of two conditions, matched by name; empty for more than two conditions. */
export function pairsOf(conditions: readonly NamedCells[]): Pair[] {
  if (conditions.length !== 2) return []
  const [first, second] = conditions
  return first.cells.flatMap(({ name }, i) => {
    const j = second.cells.findIndex((cell) => cell.name === name)
    return j < 0 ? [] : [[i, j] as const]
  })
}
