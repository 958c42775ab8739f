import { leastHeight } from '../../../signal/mean-cycle/plausible.ts'
import type { Behaviour, ForwardModel } from '../../observable.ts'
import { ownHeight } from './cut-cycle.ts'
import { cycleTracer, longestInterval } from './cycle-predictor.ts'
import { cycleRows } from './cycle-rows.ts'

/** Behaviour of a prior's draws by their cycles: tonic, with the cycle from one spike to the next, or silent. */
export function cycleBehaviours(forward: ForwardModel): (thetas: Float64Array, n: number) => Behaviour[] {
  const tracer = cycleTracer(forward, 'kernel')
  const rowsOf = cycleRows(forward)
  return (thetas, n) => {
    const found: Behaviour[] = new Array<Behaviour>(n).fill({ kind: 'silent', curve: null })
    tracer.trace(rowsOf(thetas, n), n, longestInterval, (row, cycle) => {
      if (!cycle) return
      const { count, t, v } = cycle
      if (ownHeight(cycle) < leastHeight) return
      found[row] = {
        kind: 'tonic',
        curve: {
          t: Float64Array.from({ length: count }, (_, i) => t[i] - t[0]),
          v: Float64Array.from({ length: count }, (_, i) => v[i]),
        },
      }
    })
    return found
  }
}
