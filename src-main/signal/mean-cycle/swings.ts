/** A rise of the membrane potential and its fall. Indices of samples, potentials in mV. */
export interface Swing {
  peak: number
  /** Lowest point since the previous swing. */
  trough: number
  /** The smaller of rise and fall. */
  height: number
  /** Samples above half its height. */
  width: number
}

/**
 * All rises followed by a fall, both at least `least` high, in order of time. Smaller fluctuations within them, and the
 * height of other swings, have no effect.
 * @param x NaN where a sample is missing @param least mV
 */
export function findSwings(x: Float64Array, least: number): Swing[] {
  const found: { peak: number; trough: number }[] = []
  let rising = false
  let [low, high] = [-1, -1]
  for (let i = 0; i < x.length; i++) {
    const v = x[i]
    if (Number.isNaN(v)) continue
    if (low < 0) low = i
    if (rising) {
      if (v > x[high]) high = i
      else if (v < x[high] - least) {
        found.push({ peak: high, trough: low })
        rising = false
        low = i
      }
    } else if (v < x[low]) low = i
    else if (v > x[low] + least) {
      rising = true
      high = i
    }
  }
  return found.map(({ peak, trough }, k) => {
    const after = k + 1 < found.length ? found[k + 1].trough : low
    const height = x[peak] - Math.max(x[trough], x[after])
    return { peak, trough, height, width: widthAt(x, peak, x[peak] - height / 2) }
  })
}

/** Samples from the crossing of a level before a peak to that after it, by linear interpolation. */
export function widthAt(x: Float64Array, peak: number, level: number): number {
  return crossing(x, peak, 1, level) + crossing(x, peak, -1, level)
}

/** Samples from a peak to where the trace is below a level. */
function crossing(x: Float64Array, peak: number, step: 1 | -1, level: number): number {
  let i = peak
  while (i + step >= 0 && i + step < x.length && !(x[i + step] < level)) i += step
  const next = x[i + step]
  const share = next < level ? (x[i] - level) / (x[i] - next) : 0
  return Math.abs(i - peak) + share
}
