import type { Random } from '../../../model/random.ts'
import type { AtValue } from './at-value.ts'
import { type Carried, type Cloud, carry } from './carry.ts'
import type { Linearized } from './linearize.ts'
import { maximize } from './maximize.ts'
import { settled } from './settle.ts'

/** Gauss–Newton steps at each intermediate value. */
const mostSteps = 6
/**
 * Where the maximum is lower by more than this, another may be higher: it is also approached by continuation in so
 * many steps.
 */
const muchLower = 4
const stations = [4, 10]
/** ESS fraction below which the changed posterior is sampled. */
const enough = 0.5

/**
 * Draws of the posterior at another value of a fixed parameter: from the tangent to the maximum there, with draws of
 * the estimated posterior mapped to it and reweighted.
 * @param here the maximum of the estimated posterior
 * @param tangent derivative of the coordinates by the value
 * @param at the posterior at a fraction of the change
 */
export function moved(
  here: Linearized,
  cloud: Cloud,
  tangent: Float64Array,
  change: number,
  curvature: Float64Array,
  at: (share: number) => AtValue,
  random: Random,
): Carried {
  const whole = at(1)
  let top = topThere(here, tangent, change, curvature, [whole])
  for (const n of stations) {
    if (top.density > here.density - muchLower) break
    const way = Array.from({ length: n }, (_, k) => (k === n - 1 ? whole : at((k + 1) / n)))
    const other = topThere(here, tangent, change, curvature, way)
    if (!(top.density > other.density)) top = other
  }
  const carried = carry(cloud, here, top, whole)
  return carried.ess >= enough * cloud.n ? carried : settled(whole, carried, random)
}

/**
 * The maximum after a sequence of posteriors, by continuation: each starts from linear extrapolation of the last two.
 */
function topThere(
  here: Linearized,
  tangent: Float64Array,
  change: number,
  curvature: Float64Array,
  way: readonly AtValue[],
): Linearized {
  let top = here
  let last = here.z.map((x, j) => x - (change * tangent[j]) / way.length)
  for (const station of way) {
    const guess = top.z.map((x, j) => 2 * x - last[j])
    last = top.z.slice()
    top = maximize(station, guess, top.frame, curvature, mostSteps)
  }
  return top
}
