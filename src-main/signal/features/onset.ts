/** dV/dt at spike onset (eFEL's DerivativeThreshold), mV/ms. */
export const onsetSlope = 10
/** Consecutive points above it (DerivativeWindow). */
const window = 3
/** dV/dt at the end of the fall (DownDerivativeThreshold), mV/ms. */
const endSlope = -12

/**
 * Spike onset (AP_begin_indices): going back from the peak, the first point of the last stretch of at least three in
 * which dV/dt stays at 10 mV/ms or more.
 * @param slope mV/ms @param after the minimum before the spike: start of the search @returns null where there is none
 */
export function spikeBegin(slope: Float64Array, after: number, peak: number, end: number): number | null {
  let before = peak
  while (before > after) {
    let i = before - 1
    while (i >= after && slope[i] > onsetSlope) i--
    if (i < after) return null
    const begin = Math.min(i + 1, end - window)
    if (staysAbove(slope, begin)) return begin
    before = Math.min(before - 1, begin - 1)
  }
  return null
}

function staysAbove(slope: Float64Array, begin: number): boolean {
  for (let i = begin; i < begin + window; i++) if (slope[i] < onsetSlope) return false
  return true
}

/**
 * End of the fall (AP_end_indices): after the steepest point, the first at which dV/dt is −12 mV/ms or more.
 * @param end the next peak, or the last point @returns null where there is none
 */
export function spikeEnd(slope: Float64Array, peak: number, end: number): number | null {
  if (peak + 1 >= end) return null
  let i = peak + 1
  for (let k = i; k < end; k++) if (slope[k] < slope[i]) i = k
  while (i < end && slope[i] < endSlope) i++
  return i < end ? i : null
}
