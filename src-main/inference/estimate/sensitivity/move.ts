import type { Random } from '../../../model/random.ts'
import type { AtValue } from './at-value.ts'
import { type Carried, type Cloud, carry } from './carry.ts'
import type { Linearized } from './linearize.ts'
import { maximize } from './maximize.ts'
import { settled } from './settle.ts'

/** Gauss–Newton steps at each value on the way. */
const mostSteps = 6
/** Where the maximum there is lower by more than this, another may be higher: it is gone to in steps too, so many. */
const muchLower = 4
const stations = [4, 10]
/** With a smaller share of the draws that count, the changed posterior is sampled. */
const enough = 0.5

/**
 * Draws of the posterior where a fixed value is another one: along the tangent and up to the maximum there, by draws of
 * the one that was estimated, carried over and weighed.
 * @param here the maximum as it was estimated
 * @param tangent by how much the coordinates move with the value, at first
 * @param at the posterior at a share of the change
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

/** The maximum at the end of a way of posteriors: from one to the next, each time straight on. */
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
