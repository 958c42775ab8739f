import type { CycleDesign } from './nodes.ts'
import { potentialAt, type VoltageTrace } from './trace.ts'

/** Reach of a local parabola, as a share of a spike's width. */
export const reachOfWidth = 0.05
/** Bisection steps for a crossing. */
const halvings = 40

/**
 * When the membrane potential last rose through the level before a peak, and first fell through it after. Uses the
 * smoothed {@link potentialAt}, so that noise does not cause several crossings.
 * @param at ms, of the peak @param earliest, latest limits of the search, ms
 * @returns ms on the recording's clock, null where the level is not crossed or a sample is missing
 */
export function crossingsAbout(
  trace: VoltageTrace,
  { level, width }: CycleDesign,
  at: number,
  earliest: number,
  latest: number,
): { up: number; down: number } | null {
  const reach = reachOfWidth * width
  const above = (time: number): number => potentialAt(trace, time, reach) - level
  const search = (step: number, end: number): number | null => {
    let inside = at
    while (Math.sign(step) * (end - inside) > 0) {
      const next = inside + step
      const value = above(next)
      if (Number.isNaN(value)) return null
      if (value < 0) return between(above, inside, next)
      inside = next
    }
    return null
  }
  if (!(above(at) > 0)) return null
  const step = Math.max(reach, trace.samplingInterval / 2)
  const up = search(-step, earliest)
  const down = search(step, latest)
  return up === null || down === null ? null : { up, down }
}

/** Root of a function by bisection: not negative at a, negative at b. */
function between(f: (x: number) => number, a: number, b: number): number {
  let [inside, outside] = [a, b]
  for (let k = 0; k < halvings; k++) {
    const middle = (inside + outside) / 2
    if (f(middle) < 0) outside = middle
    else inside = middle
  }
  return (inside + outside) / 2
}
