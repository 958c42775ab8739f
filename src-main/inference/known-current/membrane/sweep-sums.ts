import { lowPass } from '../../../model/known-current/low-pass.ts'
import type { NormalSums } from '../conjugate-fit.ts'
import { combined, type LagSums, lagSums, type Stretch, stretchesOf, whitenedSums } from './lag-sums.ts'

/** Silent data of one sweep: block means, mV and pA, of equal length; NaN where the voltage is missing. */
export interface SilentData {
  voltage: Float64Array
  current: Float64Array
}

/** ms: 60 from 2 to 120, log-spaced. */
export const taus = Array.from({ length: 60 }, (_, j) => 2 * 60 ** (j / 59))
/**
 * Time constants of a slow current, ms; each is combined with the membrane's τ that are shorter by a minimum factor.
 */
export const slows = [40, 80, 160, 320, 640]
const slower = 1.5

/** mV: reference of potentials, the prior mean of E. */
export const usualRest = -65

/** Sums of one sweep that give least squares under any time constants and noise correlation. */
export interface SweepSums {
  stretches: Stretch[]
  /**
   * Least squares of E (less `usualRest`), Rs, R and, where `slow` is one of `slows`, S. @param tau, slow indices in
   * `taus`, `slows`
   */
  at(tau: number, slow: number | null, rho: number): NormalSums
}

/** Whether a slow current can be distinguished from the membrane's own time constant. */
export function apart(tau: number, slow: number | null): boolean {
  return slow === null || slows[slow] >= slower * taus[tau]
}

export function sweepSums({ voltage, current }: SilentData, interval: number): SweepSums {
  const y = voltage.map((v) => v - usualRest)
  const stretches = stretchesOf(y)
  const one = new Float64Array(y.length).fill(1)
  const sum = (a: Float64Array, b: Float64Array): LagSums => lagSums(a, b, stretches)
  const filtered = (tau: number) => {
    const x = lowPass(current, interval, tau)
    return { x, own: sum(x, x), one: sum(x, one), current: sum(x, current), data: sum(x, y) }
  }
  const fast = taus.map(filtered)
  const slow = slows.map(filtered)
  const both = new Map<number, LagSums>()
  // Computed lazily: few of the pairs are ever needed.
  const pair = (j: number, k: number): LagSums => {
    const key = j * slows.length + k
    const known = both.get(key)
    if (known) return known
    const made = sum(fast[j].x, slow[k].x)
    both.set(key, made)
    return made
  }
  const square = sum(y, y)
  const fixed = {
    oneOne: sum(one, one),
    oneCurrent: sum(one, current),
    currentCurrent: sum(current, current),
    oneData: sum(one, y),
    currentData: sum(current, y),
  }
  const none: LagSums = { all: 0, next: 0, first: 0, last: 0 }
  const at = (tau: number, k: number | null, rho: number): NormalSums => {
    const f = fast[tau]
    if (k === null) {
      const pairs = [
        fixed.oneOne,
        none,
        none,
        fixed.oneCurrent,
        fixed.currentCurrent,
        none,
        f.one,
        f.current,
        f.own,
      ]
      return whitenedSums(pairs, [fixed.oneData, fixed.currentData, f.data], square, stretches, rho)
    }
    const cross = pair(tau, k)
    const s = slow[k]
    // The doubly filtered current is a linear combination of the two singly filtered ones.
    const p = slows[k] / (slows[k] - taus[tau])
    const q = 1 - p
    const twice = combined(p, combined(p, s.own, q, cross), q, combined(p, cross, q, f.own))
    const pairs = [
      ...[fixed.oneOne, none, none, none],
      ...[fixed.oneCurrent, fixed.currentCurrent, none, none],
      ...[f.one, f.current, f.own, none],
      ...[
        combined(p, s.one, q, f.one),
        combined(p, s.current, q, f.current),
        combined(p, cross, q, f.own),
        twice,
      ],
    ]
    const data = [fixed.oneData, fixed.currentData, f.data, combined(p, s.data, q, f.data)]
    return whitenedSums(pairs, data, square, stretches, rho)
  }
  return { stretches, at }
}
