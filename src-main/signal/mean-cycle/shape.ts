import { linearAt } from '../interpolate.ts'

/** Shape of a mean cycle, of a recording’s or a model’s alike. */
export interface CycleShape {
  /** Half-width, ms above the level. */
  width: number
  /** mV: the highest point of the spike, and the lowest after it. */
  peak: number
  trough: number
  /** mV/ms: steepest rise and fall (negative). */
  maxRise: number
  maxFall: number
  /** mV: membrane potential at the onset of the upstroke, where its slope crosses the onset slope. */
  threshold: number | null
  /**
   * 1/ms: onset rapidness (Naundorf et al. 2006): growth of the slope with the potential, ΔV̇/ΔV, from half the onset
   * slope to twice it. Null where the onset of the upstroke is not in view.
   */
  onset: number | null
}

/** mV/ms; for slow spikes, the onset slope is this share of the steepest rise. */
const onsetSlope = 10
const onsetShare = 0.1
/** In widths: largest distance on each side of the points of a slope; and step of its curve. */
const slopeReach = 0.06
const step = 0.02

/**
 * Shape of a mean cycle.
 * @param t ms, rising, not evenly spaced; from before an upward crossing of the level (3 widths suffice) to after the
 *   trough
 * @param v mV @param level mV
 * @param width ms: time above the level, which sets the reach of slopes; that of the curve where left out. Use the same
 *   one for curves to be compared
 * @returns null where the curve does not rise through the level and fall again
 */
export function shapeOf(
  t: ArrayLike<number>,
  v: ArrayLike<number>,
  level: number,
  width?: number,
): CycleShape | null {
  const up = firstCrossing(t, v, level, 1, Number.NEGATIVE_INFINITY)
  const down = up === null ? null : firstCrossing(t, v, level, -1, up)
  if (up === null || down === null) return null
  const scale = width ?? down - up
  const next = firstCrossing(t, v, level, 1, down) ?? t[t.length - 1]
  let [peak, trough] = [level, level]
  for (let i = 0; i < t.length; i++) {
    if (t[i] >= up && t[i] <= down && v[i] > peak) peak = v[i]
    if (t[i] >= down && t[i] <= next && v[i] < trough) trough = v[i]
  }
  const h = step * scale
  const from = Math.max(t[0], up - 3 * scale)
  const to = Math.min(next, down + 3 * scale)
  const times = Float64Array.from(
    { length: Math.max(2, Math.floor((to - from) / h) + 1) },
    (_, k) => from + k * h,
  )
  const slopes = times.map((time) => slopeAt(t, v, time, slopeReach * scale))
  let steepest = -1
  let maxFall = 0
  times.forEach((time, k) => {
    if (time < down && (steepest < 0 || slopes[k] > slopes[steepest])) steepest = k
    if (time >= up && slopes[k] < maxFall) maxFall = slopes[k]
  })
  const maxRise = slopes[steepest]
  const begins = Math.min(onsetSlope, onsetShare * maxRise)
  const below = (slope: number): number | null => {
    let k = steepest
    while (k >= 0 && slopes[k] >= slope) k--
    if (k < 0) return null
    const time = times[k] + (h * (slope - slopes[k])) / (slopes[k + 1] - slopes[k])
    return linearAt(t, v, time)
  }
  const [half, twice] = [below(begins / 2), below(begins * 2)]
  return {
    width: down - up,
    peak,
    trough,
    maxRise,
    maxFall,
    threshold: below(begins),
    onset: half === null || twice === null || twice <= half ? null : (1.5 * begins) / (twice - half),
  }
}

/**
 * Slope along a curve for a phase plane, mV/ms, from points at most slopeReach widths before and after each.
 * @param t ms, rising @param v mV @param width ms
 */
export function slopesOf(t: ArrayLike<number>, v: ArrayLike<number>, width: number): Float64Array {
  return Float64Array.from(t, (time) => slopeAt(t, v, time, slopeReach * width))
}

function slopeAt(t: ArrayLike<number>, v: ArrayLike<number>, time: number, reach: number): number {
  const from = Math.max(t[0], time - reach)
  const to = Math.min(t[t.length - 1], time + reach)
  return (linearAt(t, v, to) - linearAt(t, v, from)) / (to - from)
}

function firstCrossing(
  t: ArrayLike<number>,
  v: ArrayLike<number>,
  level: number,
  sign: 1 | -1,
  after: number,
): number | null {
  for (let i = 0; i + 1 < t.length; i++) {
    if (sign * (v[i] - level) < 0 && sign * (v[i + 1] - level) >= 0) {
      const time = t[i] + ((level - v[i]) / (v[i + 1] - v[i])) * (t[i + 1] - t[i])
      if (time > after) return time
    }
  }
  return null
}
