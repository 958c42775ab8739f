import type { Grid } from './grid.ts'

/** Times at half-height, ms: on the way up and down. */
export interface HalfWidth {
  from: number
  to: number
  /** The half height. */
  v: number
}

/**
 * Half-width between peak and the minimum after it, by linear interpolation (spike_half_width).
 * @param after the minimum before the spike @returns null where the trace is not below half on both sides
 */
export function halfWidth({ t, v }: Grid, after: number, peak: number, minimum: number): HalfWidth | null {
  const half = (v[peak] + v[minimum]) / 2
  let rise = after
  while (rise < peak && v[rise] < half) rise++
  let fall = peak
  while (fall < minimum && v[fall] > half) fall++
  if (rise === after || fall === peak) return null
  return { from: crossing(t, v, rise, half), to: crossing(t, v, fall, half), v: half }
}

/** Where the segment that ends at point i crosses a level. */
function crossing(t: Float64Array, v: Float64Array, i: number, level: number): number {
  return t[i] + ((t[i] - t[i - 1]) * (level - v[i])) / (v[i] - v[i - 1])
}

/**
 * From the point nearest to half between threshold and peak on the way up to that on the way down
 * (AP_duration_half_width): whole grid steps, ms.
 * @param end of the spike's fall
 */
export function widthAtHalfAmplitude({ t, v }: Grid, begin: number, peak: number, end: number): number {
  const half = (v[peak] + v[begin]) / 2
  return t[nearest(v, peak, end, half)] - t[nearest(v, begin, peak, half)]
}

function nearest(v: Float64Array, from: number, to: number, level: number): number {
  let best = from
  for (let i = from; i < to; i++) if (Math.abs(v[i] - level) < Math.abs(v[best] - level)) best = i
  return best
}
