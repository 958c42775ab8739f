import type { Random } from '../../../model/random.ts'
import type { AtValue } from './at-value.ts'
import { type Carried, type Cloud, carry, type Place } from './carry.ts'
import { climb } from './climb.ts'
import { settled } from './settle.ts'

/** Gauss–Newton steps at each value on the way. */
const mostSteps = 6
/** Values on the way, where going there at once leads nowhere. */
const stations = 4
/** Shares of the draws that count: with fewer the way there is taken in steps; with fewer the changed posterior is sampled. */
const [there, enough] = [0.1, 0.5]

/**
 * Draws of the posterior where a fixed value is another one: along the tangent and up to the maximum there, by draws of
 * the one that was estimated, carried over and weighed. In steps where the maximum is not found at once.
 * @param here the maximum as it was estimated, and the axes along which the posterior is standard
 * @param tangent by how much the coordinates move with the value, at first
 * @param at the posterior at a share of the change
 */
export function moved(
  here: Place,
  cloud: Cloud,
  tangent: Float64Array,
  change: number,
  curvature: Float64Array,
  at: (share: number) => AtValue,
  random: Random,
): Carried {
  const whole = at(1)
  const carriedFrom = (guess: Float64Array, frame: Float64Array): Carried => {
    const top = climb(whole, guess, frame, curvature, mostSteps)
    return carry(cloud, here, { z: top.z, frame: top.frame }, whole)
  }
  const direct = carriedFrom(
    here.z.map((x, j) => x + change * tangent[j]),
    here.frame,
  )
  if (direct.ess >= enough * cloud.n) return direct
  if (direct.ess >= there * cloud.n) return settled(whole, direct, random)
  let last: Float64Array = here.z.map((x, j) => x - (change * tangent[j]) / stations)
  let z: Float64Array = here.z
  let frame: Float64Array = here.frame
  for (let k = 1; k < stations; k++) {
    const guess = z.map((x, j) => 2 * x - last[j])
    const top = climb(at(k / stations), guess, frame, curvature, mostSteps)
    last = z
    z = top.z
    frame = top.frame
  }
  const stepwise = carriedFrom(
    z.map((x, j) => 2 * x - last[j]),
    frame,
  )
  const better = stepwise.ess > direct.ess ? stepwise : direct
  return better.ess >= enough * cloud.n ? better : settled(whole, better, random)
}
