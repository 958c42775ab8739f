import type { ForwardModel, Observable, Predictor } from '../../observable.ts'
import { runsAway } from '../../trace-kind.ts'
import { solved } from '../solved.ts'
import { timeAxis, traceChecks } from '../voltage.ts'

/** The membrane potential itself, in the model's own units, from a known initial state. */
export const trace: Observable = {
  kind: 'trace',
  name: 'traces in the model’s own units',
  parameters: [],
  allowed: {},
  circular: [],
  integratedOut: [],
  estimatesScales: false,
  constants: ({ constants }) => constants,
  problem: () => null,
  size: ({ points }) => points,
  interval: ({ dt }) => dt,
  describe: ({ observed }) => ({ axis: timeAxis, value: observed }),
  predictor: membranePotential,
  isUseful: ({ neuron, size }, u, from) => !runsAway(u, from, size, neuron.plausible),
  spikeLevel: ({ spike }) => spike,
  derived: () => ({}),
  embeddings: ['patches', 'convolutions', 'point'],
  checks: traceChecks,
}

/** Membrane potentials by the neuron's kernel where it has one and no current is injected, else by its solver. */
export function membranePotential(forward: ForwardModel, kind: 'kernel' | 'reference'): Predictor {
  const { neuron, constants, grid, current } = forward
  const kernel = kind === 'kernel' && !current ? neuron.kernel?.(constants, grid) : null
  if (kernel) {
    return {
      kind: 'kernel',
      capacity: kernel.capacity,
      predictions: (theta, n, out) => kernel.traces(theta, n, out as Float32Array),
      residualSums: kernel.residualSums,
    }
  }
  return solved(forward, grid.points, neuron.solve)
}
