/** Height of a two-line row, px: texts of 20 and 16 px, padding, border. */
export const twoLineHeight = 20 + 16 + 16 + 1

/** Offsets of the rows, px below the first one; the last value is the end of the last row. */
export function offsetsOf<Item>(items: readonly Item[], height: (item: Item) => number): number[] {
  const offsets = [0]
  for (const item of items) offsets.push(offsets[offsets.length - 1] + height(item))
  return offsets
}

/**
 * The rows that lie between two heights, px, at least in part.
 * @param offsets of n rows, n + 1 of them, ascending
 * @returns the index of the first one and one past the last
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

/** The first row for which a monotonic predicate holds (binary search); `rows` where it holds for none. */
function firstWhere(rows: number, holds: (row: number) => boolean): number {
  let [low, high] = [0, rows]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
