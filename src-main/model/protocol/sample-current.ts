import type { InjectedCurrent } from '../injected-current.ts'
import type { Protocol } from './protocol.ts'

/**
 * A jump this close to an edge of a solver step, as a fraction of the step, counts as at the edge. Rounding displaces
 * it by some 3e-9 at most, on the longest grid.
 */
const tolerance = 1e-6

/**
 * The current of a protocol over the solver's steps, `dt/substeps` ms each. Where it jumps within a step, the middle
 * takes the mean of both sides; pulses shorter than a step may be missed. Null where nothing is injected.
 */
export function sampleCurrent(
  protocol: Protocol,
  { dt, points, substeps }: { dt: number; points: number; substeps: number },
): InjectedCurrent | null {
  if (!protocol.injects) return null
  const n = (points - 1) * substeps
  const near = tolerance * (dt / substeps)
  // The limits at t, extrapolated from two values beside t: exact where the current is linear there.
  const right = (t: number): number => 2 * protocol.at(t + near) - protocol.at(t + 2 * near)
  const left = (t: number): number => 2 * protocol.before(t - near) - protocol.before(t - 2 * near)
  const time = (steps: number): number => (steps * dt) / substeps
  const current: InjectedCurrent = {
    start: new Float64Array(n),
    middle: new Float64Array(n),
    end: new Float64Array(n),
  }
  for (let i = 0; i < n; i++) {
    const middle = time(i + 0.5)
    current.start[i] = right(time(i))
    current.middle[i] = (left(middle) + right(middle)) / 2
    current.end[i] = left(time(i + 1))
  }
  return current
}
