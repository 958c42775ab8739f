import type { TraceKind } from '../../contract/priors.ts'

/** A neuron model’s values stay within a few times its spikes; beyond this many times the threshold they run away. */
const absurd = 10

/** Whether the membrane potential leaves all sense somewhere in u[from … from+n), or is no number. */
export function runsAway(u: ArrayLike<number>, from: number, n: number, threshold: number): boolean {
  const limit = absurd * threshold
  for (let i = from; i < from + n; i++) if (!(Math.abs(u[i]) < limit)) return true
  return false
}

/** Whether u[from … from+n) never moves: a neuron at rest, without noise. */
export function isFlat(u: ArrayLike<number>, from: number, n: number): boolean {
  for (let i = from + 1; i < from + n; i++) if (u[i] !== u[from]) return false
  return true
}

/** A neuron that still spikes was due for its next one this many intervals ago at most. */
const due = 1.5

/**
 * What the neuron does in a trace without noise. A spike crosses the threshold and comes back below half of it: a
 * neuron that stays up is silent.
 * @param threshold of a spike, in the trace's unit @param scale how high spikes are in it, where that is something else
 */
export function traceKind(u: ArrayLike<number>, threshold: number, scale = threshold): TraceKind {
  if (runsAway(u, 0, u.length, scale)) return 'blowsUp'
  const spikes: number[] = []
  let up = -1
  for (let i = 0; i < u.length; i++) {
    if (i > 0 && up < 0 && u[i] >= threshold && u[i - 1] < threshold) up = i
    if (up >= 0 && u[i] < threshold / 2) {
      spikes.push(up)
      up = -1
    }
  }
  if (spikes.length === 0) return 'silent'
  if (spikes.length < 3) return 'few'
  const last = spikes[spikes.length - 1]
  const interval = last - spikes[spikes.length - 2]
  return u.length - last <= due * interval ? 'tonic' : 'few'
}
