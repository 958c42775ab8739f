import type { AtValue } from './at-value.ts'
import { type Linearized, linearize, newtonStep } from './linearize.ts'

/** Shares of a step that are tried at once. */
const lengths = [1, 0.5, 0.2, 0.05]
/** A step that is to gain less than half of this leads nowhere: a seventh of a standard deviation. */
const nearEnough = 0.02

/**
 * From a point up to the nearest maximum of a posterior, by steps of Gauss and Newton, the best of a few lengths each.
 * @param frame axes to take differences along @param most steps
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
    // Where no length is better, the frame may be too wide for this place: the differences are taken again in its own.
    here = linearize(at, z, here.frame, curvature)
    if (!better && i > 0) break
  }
  return here
}
