import type { TraceKind } from '../contract/priors.ts'
import { contains, type Interval } from './interval.ts'
import type { SpikeLevel } from './neuron-model.ts'

/** Whether the membrane potential leaves the plausible range anywhere in u[from … from+n), or is NaN. */
export function runsAway(u: ArrayLike<number>, from: number, n: number, plausible: Interval): boolean {
  for (let i = from; i < from + n; i++) if (!contains(plausible, u[i])) return true
  return false
}

/** Whether u[from … from+n) is constant: a neuron at rest, without noise. */
export function isFlat(u: ArrayLike<number>, from: number, n: number): boolean {
  for (let i = from + 1; i < from + n; i++) if (u[i] !== u[from]) return false
  return true
}

/** A tonic neuron's trace ends at most this many intervals after its last spike. */
const due = 1.5

/**
 * Classifies the behaviour of the neuron in a trace without noise. A spike crosses `level` and returns below `rearm`: a
 * neuron that stays above is silent.
 * @param spike in the trace's unit
 */
export function traceKind(
  u: ArrayLike<number>,
  { level, rearm }: SpikeLevel,
  plausible: Interval,
): TraceKind {
  if (runsAway(u, 0, u.length, plausible)) return 'blowsUp'
  const spikes: number[] = []
  let up = -1
  for (let i = 0; i < u.length; i++) {
    if (i > 0 && up < 0 && u[i] >= level && u[i - 1] < level) up = i
    if (up >= 0 && u[i] < rearm) {
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
