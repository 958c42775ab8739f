/** Height of a row of two lines, px: texts of 20 and 16 px, padding, border. */
export const twoLineHeight = 20 + 16 + 16 + 1

/** Where each row begins, px below the first one; last, where the last one ends. */
export function offsetsOf<Item>(items: readonly Item[], height: (item: Item) => number): number[] {
  const offsets = [0]
  for (const item of items) offsets.push(offsets[offsets.length - 1] + height(item))
  return offsets
}

/**
 * The rows that lie between two heights, px, at least in part.
 * @param offsets of n rows, n + 1 of them, ascending
 * @returns the first one and the one after the last
 */
export function rowsBetween(offsets: readonly number[], top: number, bottom: number): [number, number] {
  const rows = offsets.length - 1
  const first = Math.min(
    rows,
    firstWhere(rows, (row) => offsets[row + 1] > top),
  )
  return [
    first,
    Math.max(
      first,
      firstWhere(rows, (row) => offsets[row] >= bottom),
    ),
  ]
}

/** The first row that something holds for, which holds for all after it too; `rows` where it holds for none. */
function firstWhere(rows: number, holds: (row: number) => boolean): number {
  let [low, high] = [0, rows]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
