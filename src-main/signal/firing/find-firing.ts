import { quantile } from '../robust.ts'
import { inPairs, withoutStrays } from './averaged.ts'
import { explainedByCycle } from './mean-cycle.ts'
import { twoLevels } from './two-levels.ts'
import { type UpState, upStates } from './up-states.ts'

/** A rhythm of up and down states, at the scale of averaging at which it exceeds the noise. */
export interface Firing {
  /** Crossings of the mid-level, up and down: fractional sample indices. */
  states: readonly UpState[]
  /** Usual level of the down state, and the height of the mean cycle. */
  rest: number
  high: number
  /** Share of the cycle in the up state. */
  duty: number
  /** Usual time from one rise to the next, samples. */
  period: number
}

/**
 * Limits between firing neurons and noise alone. Of 400 recordings of a FitzHugh–Nagumo neuron, duty 0.2 to 0.8 and
 * noise up to 0.4 of the gain, the worst 1 % is at 0.10 in the middle third, the worst at 0.96 regular and 0.88
 * explained. Noise alone (white, AR(1), OU, 1/f) has medians of 0.15, 0.57 and 0.58; 2 of 3,200 such traces passed all
 * three limits. To measure both error rates: npm run bench -- firing.
 */
const mostBetween = 0.125
/** Limits for slow plateaus with near-identical cycles: noise has none, and a sine exceeds `between`. */
const slow = { between: 0.13, explained: 0.95, rises: 5 }
const leastRegular = 0.8
const leastExplained = 0.8
/** Regular intervals are within this share of the usual one. */
const nearUsual = 0.3
/** Fewest rises of a rhythm. */
const fewestRises = 3
/** Fewest averages in a trace, and in each up or down state: with fewer, shares and levels are chance. */
const fewestAverages = 80
const fewestInState = 3

/**
 * Whether a trace fires, in any unit: at each scale of averaging, doubling from single samples, it tests whether the
 * trace is at one of two levels nearly all of the time, changes between them at regular times, and repeats in each
 * cycle. The scale with the clearest levels that passes gives the times.
 * @param samples NaN where one is missing
 * @returns null where there is no such rhythm: silence, noise, or spikes too short or irregular for this test
 */
export function findFiring(samples: ArrayLike<number>): Firing | null {
  let best: (Firing & { between: number }) | null = null
  let x = withoutStrays(samples)
  for (let width = 1; x && x.length >= fewestAverages; width *= 2) {
    const found = firingIn(x, width)
    if (found && !(best && best.between <= found.between)) best = found
    x = inPairs(x)
  }
  return best
}

/** @param x averages of `width` samples each */
function firingIn(x: Float64Array, width: number): (Firing & { between: number }) | null {
  const levels = twoLevels(x)
  if (!levels || levels.between > slow.between) return null
  const states = upStates(x, levels.low, levels.high)
  if (states.length < fewestRises) return null
  const intervals = states.slice(1).map(({ rise }, k) => rise - states[k].rise)
  const usual = middleOf(intervals)
  const up = middleOf(states.slice(0, -1).map(({ rise, fall }) => fall - rise))
  if (Math.min(up, usual - up) < fewestInState) return null
  const near = intervals.filter((interval) => Math.abs(interval - usual) < nearUsual * usual)
  if (near.length < leastRegular * intervals.length) return null
  const { explained, high } = explainedByCycle(x, states, (1 + nearUsual) * usual)
  const isSlow = explained > slow.explained && states.length >= slow.rises
  if (explained < leastExplained || (levels.between > mostBetween && !isSlow)) return null
  // Time of the middle of the averaged samples.
  const at = (index: number): number => width * (index + 0.5) - 0.5
  return {
    states: states.map(({ rise, fall }) => ({ rise: at(rise), fall: at(fall) })),
    rest: levels.low,
    high,
    duty: up / usual,
    period: width * usual,
    between: levels.between,
  }
}

function middleOf(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5)
}
