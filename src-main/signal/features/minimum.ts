/**
 * The afterhyperpolarization by eFEL's definition (min_AHP_indices): the first minimum not undercut by the next two
 * points; else the lowest point. The search starts where the spike is back below its level: eFEL starts at the peak and
 * takes a flat or noisy top for a minimum.
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

/** The lowest point, the first of equal ones: for noisy traces with many local minima. */
export function lowest(v: Float64Array, from: number, to: number): number {
  let low = from
  for (let i = from + 1; i < to; i++) if (v[i] < v[low]) low = i
  return low
}
