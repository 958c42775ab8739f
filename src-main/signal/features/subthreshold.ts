import type { Grid } from './grid.ts'

/** ms on the recording's clock. */
export interface Stretch {
  from: number
  to: number
}

/** Membrane potential levels before, during and after a stimulus; null where there are no samples for them. */
export interface Levels {
  minimum: number | null
  maximum: number | null
  /** Mean over the last tenth of the time before the stimulus (voltage_base). */
  base: number | null
  /** Mean over its last tenth (steady_state_voltage_stimend). */
  steadyAtEnd: number | null
  /** Mean from its end on (steady_state_voltage). */
  after: number | null
  /** For a hyperpolarizing stimulus: from the lowest point up to the steady level (sag_amplitude). */
  sag: number | null
}

/** Times of a file and of a grid may differ in their last digit (eFEL's precision_threshold), ms. */
const precision = 1e-10

/** Levels by eFEL's definitions, from the points present. @param grid begins at 0 */
export function levels(grid: Grid, stimulus: Stretch | null): Levels {
  const last = grid.t[grid.t.length - 1]
  const { from, to } = stimulus ?? { from: grid.t[0], to: last }
  const end = Math.min(to, last)
  const { lowest, highest } = statistics(grid, (t) => t >= from && t < end)
  const extremes = { minimum: lowest, maximum: highest }
  if (!stimulus) return { ...extremes, base: null, steadyAtEnd: null, after: null, sag: null }
  // The last tenth of the time since the stretch began; eFEL uses the time since the clock's zero, which is arbitrary.
  const base = from > 0 ? statistics(grid, (t) => t >= 0.9 * from && t - from < precision).mean : null
  const steadyAtEnd = statistics(grid, (t) => t >= to - 0.1 * (to - from) && t < to).mean
  const after = statistics(grid, (t) => t > to).mean
  const hyperpolarizes = base !== null && steadyAtEnd !== null && steadyAtEnd <= base
  const sag = hyperpolarizes && lowest !== null ? steadyAtEnd - lowest : null
  return { ...extremes, base, steadyAtEnd, after, sag }
}

function statistics({ t, v }: Grid, within: (time: number) => boolean) {
  let [sum, count, lowest, highest] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < t.length; i++) {
    if (!within(t[i]) || !Number.isFinite(v[i])) continue
    sum += v[i]
    count++
    if (v[i] < lowest) lowest = v[i]
    if (v[i] > highest) highest = v[i]
  }
  return count === 0 ? { mean: null, lowest: null, highest: null } : { mean: sum / count, lowest, highest }
}
