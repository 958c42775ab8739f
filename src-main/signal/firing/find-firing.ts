import { quantile } from '../robust.ts'
import { inPairs, withoutStrays } from './averaged.ts'
import { explainedByCycle } from './mean-cycle.ts'
import { twoLevels } from './two-levels.ts'
import { type UpState, upStates } from './up-states.ts'

/** A trace that goes up and down in one rhythm, seen in the band in which that stands out of the noise. */
export interface Firing {
  /** Where it rises and falls through the middle: indices of samples, with a fraction. */
  states: readonly UpState[]
  /** Its usual level while it is down, and the height of its mean cycle. */
  rest: number
  high: number
  /** Share of the cycle that it is up. */
  duty: number
  /** Usual time from one rise to the next, samples. */
  period: number
}

/**
 * Limits between neurons that fire and noise alone. Of 400 recordings of a FitzHugh–Nagumo neuron, duty 0.2 to 0.8 and
 * noise up to 0.4 of the gain, the worst hundredth is at 0.10 in the middle third, the worst at 0.96 regular and 0.88
 * explained. Noise alone (white, AR(1), OU, 1/f) has 0.15, 0.57 and 0.58 in the median; 2 of 3,200 traces of it kept to
 * all three limits. How often either happens: npm run bench -- firing.
 */
const mostBetween = 0.125
/** Slow plateaus may be there longer, where each cycle is the same as the last: noise never is, and a sine is longer still. */
const slow = { between: 0.13, explained: 0.95, rises: 5 }
const leastRegular = 0.8
const leastExplained = 0.8
/** An interval is regular within this share of the usual one. */
const nearUsual = 0.3
/** A rhythm is known by so many rises. */
const fewestRises = 3
/** Averages in a trace, and of each stretch up or down: with fewer a share or a level is chance. */
const fewestAverages = 80
const fewestInState = 3

/**
 * Whether a trace fires, whatever its unit: at each scale from single samples to averages of many, in steps of two, it is
 * seen whether it is at one of two levels nearly all of the time, changes between them at regular times, and does the
 * same in each cycle. Of the scales at which it does, that with the clearest levels says when.
 * @param samples NaN where one is missing
 * @returns null where it is no such rhythm: silence, noise, or spikes too short or irregular to be told by this
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

/** @param x averages of so many samples each */
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
  // An average stands at the middle of its samples.
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
