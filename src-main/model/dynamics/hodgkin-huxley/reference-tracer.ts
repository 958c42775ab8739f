import type { CycleCurrents, SpikeCycleTracer, TracedCycle } from '../../spike-cycle.ts'
import { drive, rowOf, rowSize } from './row.ts'
import { traceCycle } from './trace-cycle.ts'

/** Double precision, one neuron at a time. */
export function createReferenceTracer(): SpikeCycleTracer {
  const t: number[] = []
  const v: number[] = []
  const cycle: TracedCycle = { count: 0, t, v }
  const restart = (): void => {
    cycle.count = 0
  }
  const keep = (time: number, potential: number): void => {
    t[cycle.count] = time
    v[cycle.count++] = potential
  }
  return {
    kind: 'reference',
    capacity: 1,
    trace(rows, n, longest, visit) {
      for (let row = 0; row < n; row++)
        visit(row, traceCycle(rowOf(rows, row * rowSize), longest, keep, restart) ? cycle : null)
    },
  }
}

/** Names of the currents of `currentsOf`. */
export const currents = [
  { name: 'sodium', symbol: 'I_Na' },
  { name: 'potassium', symbol: 'I_K' },
  // EL and the injected current are known only together.
  { name: 'leak less drive', symbol: 'I_L − I' },
]

/**
 * A cycle with its currents, µA/cm², outward positive; together they are −C dV/dt.
 * @param values a row of parameters and constants
 * @param longest ms: an interval that takes longer is no repetitive firing
 */
export function currentsOf(values: ArrayLike<number>, longest: number): CycleCurrents | null {
  const row = rowOf(values)
  const t: number[] = []
  const v: number[] = []
  const [sodium, potassium, leak]: number[][] = [[], [], []]
  const all = [t, v, sodium, potassium, leak]
  const fires = traceCycle(
    row,
    longest,
    (time, potential, m, h, n) => {
      t.push(time)
      v.push(potential)
      sodium.push(row.gNa * m ** 3 * h * (potential - row.eNa))
      potassium.push(row.gKd * n ** 4 * (potential - row.eK))
      leak.push(row.gL * potential - drive(row))
    },
    () => {
      for (const values of all) values.length = 0
    },
  )
  return fires ? { cycle: { count: t.length, t, v }, currents: [sodium, potassium, leak] } : null
}
