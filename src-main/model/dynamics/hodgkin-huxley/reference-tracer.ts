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
  { name: 'sodium', symbol: 'INa' },
  { name: 'potassium', symbol: 'IK' },
  // EL and the injected current are identifiable only together.
  { name: 'leak less drive', symbol: 'IL − I' },
]

/**
 * A cycle with its currents, µA/cm², outward positive; together they are −C dV/dt.
 * @param values a row of parameters and constants
 * @param longest ms: with a longer interval the neuron counts as not firing
 */
export function currentsOf(values: ArrayLike<number>, longest: number): CycleCurrents | null {
  const row = rowOf(values)
  const [t, v, m, h, n]: number[][] = [[], [], [], [], []]
  const all = [t, v, m, h, n]
  const keep = (...state: number[]): void => state.forEach((x, i) => void all[i].push(x))
  const restart = (): void => {
    for (const values of all) values.length = 0
  }
  if (!traceCycle(row, longest, keep, restart)) return null
  /** Between half a step before a sample and half a step after it. */
  const at = (gate: number[], i: number): number => {
    if (i === 0 || i === t.length - 1) return gate[i]
    const [back, on] = [t[i] - t[i - 1], t[i + 1] - t[i]]
    return gate[i] + ((gate[i + 1] - gate[i]) * back) / (back + on)
  }
  return {
    cycle: { count: t.length, t, v },
    currents: [
      v.map((potential, i) => row.gNa * at(m, i) ** 3 * at(h, i) * (potential - row.eNa)),
      v.map((potential, i) => row.gKd * at(n, i) ** 4 * (potential - row.eK)),
      v.map((potential) => row.gL * potential - drive(row)),
    ],
  }
}
