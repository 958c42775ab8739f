/** Minimum and maximum of some lists of numbers, ignoring NaN; +∞ and −∞ where there is none. */
export function rangeOf(...lists: readonly ArrayLike<number>[]): { min: number; max: number } {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      if (list[i] < min) min = list[i]
      if (list[i] > max) max = list[i]
    }
  }
  return { min, max }
}
