/**
 * The afterhyperpolarization as eFEL takes it (min_AHP_indices): the first minimum that two points in a row do not undercut;
 * the lowest point where there is none. It is looked for from where the spike is back below its level: eFEL begins at the
 * peak, and takes a flat or noisy top for a minimum.
 */
export function firstMinimum(v: Float64Array, from: number, to: number): number {
  let low = from
  let higher = 0
  for (let i = from + 1; i < to; i++) {
    if (v[i] < v[low]) {
      low = i
      higher = 0
    } else if (++higher === 2) return low
  }
  return low
}

/** The lowest point, the first of equal ones: for traces whose noise has minima of its own. */
export function lowest(v: Float64Array, from: number, to: number): number {
  let low = from
  for (let i = from + 1; i < to; i++) if (v[i] < v[low]) low = i
  return low
}
