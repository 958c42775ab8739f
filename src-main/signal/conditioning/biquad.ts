/** A section of a digital filter, a0 = 1: y[i] = b0 x[i] + b1 x[i−1] + b2 x[i−2] − a1 y[i−1] − a2 y[i−2]. */
export interface Biquad {
  b0: number
  b1: number
  b2: number
  a1: number
  a2: number
}

/**
 * Zero-phase filter: forwards, then backwards; sections in cascade. The ends are padded by odd reflection, and the
 * filter starts in steady state at the first padded sample.
 * @param mirror samples of padding at each end; longer than the filter's impulse response
 */
export function filterBothWays(x: Float64Array, sections: readonly Biquad[], mirror: number): Float64Array {
  const n = x.length
  const m = Math.min(Math.max(0, mirror), n - 1)
  const longer = new Float64Array(n + 2 * m)
  longer.set(x, m)
  for (let k = 1; k <= m; k++) {
    longer[m - k] = 2 * x[0] - x[k]
    longer[m + n - 1 + k] = 2 * x[n - 1] - x[n - 1 - k]
  }
  for (const section of sections) filterInPlace(longer, section)
  longer.reverse()
  for (const section of sections) filterInPlace(longer, section)
  return longer.reverse().slice(m, m + n)
}

/** Transposed direct form II, from its steady state at the first sample. */
function filterInPlace(x: Float64Array, { b0, b1, b2, a1, a2 }: Biquad): void {
  const settled = ((b0 + b1 + b2) / (1 + a1 + a2)) * x[0]
  let z1 = settled - b0 * x[0]
  let z2 = b2 * x[0] - a2 * settled
  for (let i = 0; i < x.length; i++) {
    const y = b0 * x[i] + z1
    z1 = b1 * x[i] - a1 * y + z2
    z2 = b2 * x[i] - a2 * y
    x[i] = y
  }
}
