import { type CycleDesign, cycleNumbers, usableWidth } from '../../../signal/mean-cycle/nodes.ts'
import type { ForwardModel, Predictor } from '../../observable.ts'
import type { SpikeCycleTracer } from '../../spike-cycle.ts'
import { ownLevel, writeCycleNumbers } from './cut-cycle.ts'
import { cycleRows } from './cycle-rows.ts'

/** ms: a neuron with longer intervals does not fire. */
export const longestInterval = 1000
/** Given a design, a draw counts as not firing where its interval exceeds that of the data by this factor. */
const longestOfData = 6

/**
 * Predicts the numbers of the cycles of rows of parameters; NaN where the neuron does not fire.
 * @param design level and width of the data; null for each cycle's own
 */
export function cyclePredictor(
  forward: ForwardModel,
  kind: 'kernel' | 'reference',
  design: (CycleDesign & { interval: number }) | null,
): Predictor {
  const tracer = cycleTracer(forward, kind)
  const rowsOf = cycleRows(forward)
  const { size } = forward
  const longest = design ? Math.min(longestInterval, longestOfData * design.interval) : longestInterval
  return {
    kind: tracer.kind,
    capacity: 1024,
    predictions(theta, n, out) {
      out.fill(0, 0, n * size)
      tracer.trace(rowsOf(theta, n), n, longest, (k, cycle) => {
        const at = k * size
        const level = design?.level ?? (cycle ? ownLevel(cycle) : 0)
        const cut = cycle && writeCycleNumbers(cycle, level, design?.width ?? null, out, at)
        if (!cut) {
          out.fill(Number.NaN, at, at + cycleNumbers)
          return
        }
        const width = design?.width ?? usableWidth(cut.fall - cut.begin, cut.end - cut.begin)
        out[at + cycleNumbers] = level
        out[at + cycleNumbers + 1] = Math.log(width)
      })
    },
  }
}

/** The tracer of the neuron's cycles: its kernel where there is one. */
export function cycleTracer({ neuron }: ForwardModel, kind: 'kernel' | 'reference'): SpikeCycleTracer {
  const { spikeCycles } = neuron
  if (!spikeCycles) throw new Error(`${neuron.name} has no spike cycles`)
  return (kind === 'kernel' ? spikeCycles.kernel() : null) ?? spikeCycles.reference()
}
