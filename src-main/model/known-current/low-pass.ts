/**
 * A sampled current low-passed with time constant τ: the exact response of dx/dt = (I − x)/τ to a current that is
 * constant over each interval, from rest under the first sample. x has the current's unit. A missing current (NaN)
 * takes the previous value.
 * @param current one value per interval @param interval ms @param tau ms, above 0
 * @param at the mean of x over each interval, as block means of a voltage are (the default), or x at its end
 */
export function lowPass(
  current: ArrayLike<number>,
  interval: number,
  tau: number,
  at: 'mean' | 'end' = 'mean',
): Float64Array {
  const out = new Float64Array(current.length)
  const decay = Math.exp(-interval / tau)
  // Fraction of the distance from the current at the interval's start that remains in the mean over it.
  const meanLeft = (-tau / interval) * Math.expm1(-interval / tau)
  const left = at === 'mean' ? meanLeft : decay
  let now = firstOf(current)
  let x = now
  for (let i = 0; i < out.length; i++) {
    if (!Number.isNaN(current[i])) now = current[i]
    out[i] = now + (x - now) * left
    x = now + (x - now) * decay
  }
  return out
}

/**
 * A current low-passed with two time constants, slow first: the exact response of dy/dt = (I − y)/τs,
 * dx/dt = (y − x)/τ, as in `lowPass`. For τ = τs as well.
 */
export function lowPassTwice(
  current: ArrayLike<number>,
  interval: number,
  slow: number,
  tau: number,
  at: 'mean' | 'end' = 'mean',
): Float64Array {
  // Equal time constants are the limit of nearly equal ones, which doubles still resolve to nine digits.
  const fast = Math.abs(tau / slow - 1) < 1e-5 ? slow * (1 + 1e-5) : tau
  const a = lowPass(current, interval, slow, at)
  const b = lowPass(current, interval, fast, at)
  // Partial fractions of 1/((1 + s τs)(1 + s τ)).
  const share = slow / (slow - fast)
  return a.map((v, i) => share * v + (1 - share) * b[i])
}

function firstOf(current: ArrayLike<number>): number {
  for (let i = 0; i < current.length; i++) if (!Number.isNaN(current[i])) return current[i]
  return Number.NaN
}
