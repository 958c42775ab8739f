import type { Random } from '../../../model/random.ts'
import type { AtValue } from './at-value.ts'
import { type Carried, type Cloud, carry } from './carry.ts'
import type { Linearized } from './linearize.ts'
import { maximize } from './maximize.ts'
import { settled } from './settle.ts'

/** Gauss–Newton steps at the changed value, and at each value on the way there. */
const mostSteps = { there: 6, onTheWay: 2 }
/**
 * Where the maximum is lower than expected by more than this, or by more than `far`, another may be higher: it is also
 * approached by continuation in so many steps, until two agree.
 */
const lower = 2
const far = 30
const stations = [4, 10]
/** ESS fraction below which the changed posterior is sampled. */
const enough = 0.5

/** A change of a fixed value. */
export interface Change {
  change: number
  /** Derivative of the coordinates by the value. */
  tangent: Float64Array
  /** Change of the highest log density, to second order. */
  expected: number
  /** The posterior at a fraction of the change. */
  at(share: number): AtValue
}

/**
 * Draws of the posterior at another value of a fixed parameter: from the tangent to the maximum there, with draws of
 * the estimated posterior mapped to it and reweighted.
 * @param here the maximum of the estimated posterior
 */
export function moved(
  here: Linearized,
  cloud: Cloud,
  { change, tangent, expected, at }: Change,
  curvature: Float64Array,
  random: Random,
): Carried {
  const whole = at(1)
  let top = topThere(here, tangent, change, curvature, [whole])
  let agreed = top.density > here.density + Math.min(0, expected) - lower
  for (const n of stations) {
    if (agreed && top.density > here.density - far) break
    const way = Array.from({ length: n }, (_, k) => (k === n - 1 ? whole : at((k + 1) / n)))
    const other = topThere(here, tangent, change, curvature, way)
    agreed = Math.abs(other.density - top.density) < lower
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
  way.forEach((station, k) => {
    const guess = top.z.map((x, j) => 2 * x - last[j])
    last = top.z.slice()
    const steps = k === way.length - 1 ? mostSteps.there : mostSteps.onTheWay
    top = maximize(station, guess, top.frame, curvature, steps)
  })
  return top
}
