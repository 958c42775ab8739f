import type { AtValue } from './at-value.ts'
import { type Linearized, linearize, newtonStep } from './linearize.ts'

/** Fractions of a step, evaluated together. */
const lengths = [1, 0.5, 0.2, 0.05]
/** Twice the smallest expected gain of log density: a step of a seventh of a standard deviation. */
const nearEnough = 0.02

/**
 * Nearest maximum of a posterior from a point, by Gauss–Newton steps with a line search.
 * @param frame axes of the finite differences
 * @param most number of steps
 */
export function maximize(
  at: AtValue,
  from: Float64Array,
  frame: Float64Array,
  curvature: Float64Array,
  most: number,
): Linearized {
  const d = from.length
  let here = linearize(at, from, frame, curvature)
  for (let i = 0; i < most; i++) {
    const { step, gain } = newtonStep(here)
    if (!(gain > nearEnough)) break
    const points = Float64Array.from(
      lengths.flatMap((length) => Array.from(step, (s, j) => here.z[j] + length * s)),
    )
    const { density } = at.densities(points, lengths.length)
    let best = 0
    for (let k = 1; k < lengths.length; k++) if (density[k] > density[best]) best = k
    const better = density[best] > here.density
    const z = better ? points.slice(best * d, (best + 1) * d) : here.z
    // Where no fraction is better, the frame may be too wide here: differences are repeated in the local one.
    here = linearize(at, z, here.frame, curvature)
    if (!better && i > 0) break
  }
  return here
}
